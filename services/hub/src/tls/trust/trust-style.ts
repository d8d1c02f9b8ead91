/** The console's tokens (web/src/styles/tokens.css) and the sign-in page's form, so that all pages of the hub are one family. */
export const TRUST_STYLE = `
@font-face{font-family:'Noto Sans JP';font-weight:400;font-display:swap;src:url('/sign-in/assets/noto-sans-jp-japanese-400.woff2') format('woff2')}
@font-face{font-family:'Noto Sans JP';font-weight:400;font-display:swap;src:url('/sign-in/assets/noto-sans-jp-latin-400.woff2') format('woff2');unicode-range:U+0000-02FF,U+2000-206F}
@font-face{font-family:'Noto Sans JP';font-weight:700;font-display:swap;src:url('/sign-in/assets/noto-sans-jp-japanese-700.woff2') format('woff2')}
@font-face{font-family:'Noto Sans JP';font-weight:700;font-display:swap;src:url('/sign-in/assets/noto-sans-jp-latin-700.woff2') format('woff2');unicode-range:U+0000-02FF,U+2000-206F}
:root{color-scheme:light dark;--ink:#141c26;--ink-2:#455364;--paper:#fff;--paper-2:#f4f6f8;--line:#d3dae2;--accent:#0017c1;--accent-ink:#fff;--bar:#14202f;--bar-ink:#f3f6fa;--bar-ink-2:#b9c7d6;--warn:#8a5300;--warn-paper:#fff6e0;--focus:#0b3bd6}
@media (prefers-color-scheme:dark){:root{--ink:#edf2f7;--ink-2:#b4c1cf;--paper:#141d28;--paper-2:#1a2532;--line:#2e3d4f;--accent:#9ec5ff;--accent-ink:#0a1119;--bar:#0a1119;--warn:#ffd98a;--warn-paper:#33290f;--focus:#8cc2ff}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;min-block-size:100vh;background:var(--paper-2);color:var(--ink);font-family:'Noto Sans JP','Hiragino Sans','Yu Gothic UI',sans-serif;font-size:1rem;line-height:1.7}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;padding:.75rem 1rem;background:var(--bar);color:var(--bar-ink)}
.hub{margin:0;font-weight:700;font-size:1.125rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
nav a{display:inline-block;min-block-size:1.5rem;padding:.25rem 0;color:var(--bar-ink-2)}
nav a[aria-current]{color:var(--bar-ink);font-weight:700;text-decoration:none}
main{max-inline-size:50rem;margin:1.5rem auto;padding:0 1rem}
h1{margin:0 0 .75rem;font-size:1.625rem;line-height:1.35}
h2{margin:0 0 .5rem;font-size:1.1875rem;line-height:1.4}
p{margin:0 0 .75rem}
main>section{margin:1rem 0;padding:1.25rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper)}
main>section>:last-child{margin-block-end:0}
.caution{padding:.75rem 1rem;border-inline-start:.375rem solid var(--warn);background:var(--warn-paper);color:var(--warn);font-weight:700}
.stop{font-weight:700}
dl{margin:0 0 .75rem}
dt{font-size:.875rem;color:var(--ink-2)}
dd{margin:0 0 .5rem}
.fingerprint{max-inline-size:36rem;display:flex;flex-wrap:wrap;gap:0 .875em;padding:.5rem .75rem;border-radius:.375rem;background:var(--paper-2);font-family:ui-monospace,'Noto Sans Mono',Consolas,'DejaVu Sans Mono',monospace;font-size:1.0625rem;letter-spacing:.02em}
.actions{display:flex;flex-wrap:wrap;gap:.75rem}
.button{display:inline-block;min-block-size:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--accent);border-radius:.375rem;background:var(--accent);color:var(--accent-ink);font-weight:700;text-decoration:none}
details{border-block-start:1px solid var(--line)}
details:last-child{border-block-end:1px solid var(--line)}
summary{padding:.75rem .25rem;font-weight:700;cursor:pointer}
ol{margin:0 0 1rem;padding-inline-start:2rem}
li{margin-block-end:.375rem;overflow-wrap:anywhere}
nav li{margin:0}
.across{display:flex;gap:1.25rem;align-items:center}
.across img{flex:none;border:1px solid var(--line);inline-size:9rem;block-size:9rem;border-radius:.375rem}
.across code{overflow-wrap:anywhere}
a{color:var(--accent)}
.button{color:var(--accent-ink)}
ruby{ruby-align:center}
rt{font-size:.6em}
[data-language='easy']{line-height:2.1}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
header :focus-visible{outline-color:var(--bar-ink)}
@media (max-width:34rem){.across{flex-direction:column;align-items:flex-start}}
`.trimStart();
