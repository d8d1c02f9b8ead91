/** The page's own tokens (web/src/styles/tokens.css), so that the sign-in looks like the console it leads to. */
export const STYLE = `
@font-face{font-family:'Noto Sans JP';font-weight:400;font-display:swap;src:url('noto-sans-jp-japanese-400.woff2') format('woff2')}
@font-face{font-family:'Noto Sans JP';font-weight:400;font-display:swap;src:url('noto-sans-jp-latin-400.woff2') format('woff2');unicode-range:U+0000-02FF,U+2000-206F}
@font-face{font-family:'Noto Sans JP';font-weight:700;font-display:swap;src:url('noto-sans-jp-japanese-700.woff2') format('woff2')}
@font-face{font-family:'Noto Sans JP';font-weight:700;font-display:swap;src:url('noto-sans-jp-latin-700.woff2') format('woff2');unicode-range:U+0000-02FF,U+2000-206F}
:root{color-scheme:light dark;--ink:#141c26;--ink-2:#455364;--paper:#fff;--paper-2:#f4f6f8;--line:#8793a1;--accent:#0017c1;--accent-ink:#fff;--bar:#14202f;--bar-ink:#f3f6fa;--bar-ink-2:#b9c7d6;--alarm:#b4001e;--focus:#0b3bd6}
@media (prefers-color-scheme:dark){:root{--ink:#edf2f7;--ink-2:#b4c1cf;--paper:#141d28;--paper-2:#1a2532;--line:#66788c;--accent:#9ec5ff;--accent-ink:#0a1119;--bar:#0a1119;--alarm:#ff9aa6;--focus:#8cc2ff}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;min-block-size:100vh;background:var(--paper-2);color:var(--ink);font-family:'Noto Sans JP','Hiragino Sans','Yu Gothic UI',sans-serif;font-size:1rem;line-height:1.6}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;padding:.75rem 1rem;background:var(--bar);color:var(--bar-ink)}
.hub{margin:0;font-weight:700;font-size:1.125rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
nav a{display:inline-block;padding:.25rem 0;color:var(--bar-ink-2)}
nav a[aria-current]{color:var(--bar-ink);font-weight:700;text-decoration:none}
main{max-inline-size:28rem;margin:1.5rem auto;padding:1.25rem;background:var(--paper);border-radius:.5rem}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.3}
h2{margin:1.75rem 0 .25rem;font-size:1.125rem}
.field{display:grid;gap:.25rem;margin:0 0 1rem}
label{font-weight:700}
.hint,section p{margin:0;color:var(--ink-2);font-size:.875rem}
input{inline-size:100%;min-block-size:2.75rem;padding:.375rem .75rem;border:1px solid var(--line);border-radius:.375rem;background:var(--paper);color:var(--ink);font:inherit}
button,.button{display:inline-block;min-block-size:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--accent);border-radius:.375rem;background:var(--accent);color:var(--accent-ink);font:inherit;font-weight:700;text-decoration:none;cursor:pointer}
.people{display:grid;gap:.5rem;margin:.75rem 0 0;padding:0;list-style:none}
.people button{inline-size:100%;background:transparent;color:var(--accent);text-align:start}
.people small{float:inline-end;font-weight:400;color:var(--ink-2)}
a{color:var(--accent)}
.button{color:var(--accent-ink)}
.wrong{margin:0 0 1rem;padding:.75rem;border-inline-start:.375rem solid var(--alarm);background:var(--paper-2);font-weight:700}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
nav a:focus-visible{outline-color:var(--bar-ink)}
`.trimStart();
