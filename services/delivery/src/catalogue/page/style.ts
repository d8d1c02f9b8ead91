/** The device's own letters where it has Japanese ones; else those of the sign-in pages, which the hub carries. */
const face = (weight: 400 | 700): string =>
  `@font-face{font-family:'Hinomi JP';font-weight:${weight};font-display:swap;` +
  `src:local('Noto Sans JP'),local('Noto Sans CJK JP'),local('Hiragino Sans'),local('Yu Gothic'),local('Meiryo'),` +
  `url('/sign-in/assets/noto-sans-jp-japanese-${weight}.woff2') format('woff2')}`;

/** For a telephone, a tablet of 820 px and a wall: text grows with the screen, columns appear where there is room. */
export const CATALOGUE_STYLE = `
${face(400)}
${face(700)}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;font-size:clamp(1rem,.8rem + .35vw,1.75rem)}
body{margin:0;background:#fff;color:#111;font-family:'Hinomi JP',sans-serif;line-height:1.6;overflow-wrap:anywhere}
.in{max-width:90rem;margin:0 auto;padding:0 1rem}
a{color:#0017c1}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid #0b3bd6;outline-offset:2px}
.skip{position:absolute;left:-100vw}
.skip:focus{position:static;display:block;padding:.75rem;background:#fff}
header{background:#14202f;color:#fff}
header p,h1{margin:0}
header .in{padding-top:.5rem;padding-bottom:.5rem}
h1{font-size:1.5rem;line-height:1.3}
header a{display:inline-block;min-height:2.75rem;padding:.5rem .5rem .5rem 0;margin-right:.5rem;color:#fff}
header a:focus-visible{outline-color:#fff}
header [aria-current]{font-weight:700;text-decoration:none;border-bottom:3px solid #fff}
h2{margin:1.5rem 0 .5rem;font-size:1.3rem;border-bottom:2px solid #14202f}
h3{margin:0;font-size:1.1rem}
ul{padding-left:1.25rem}
.documents a{display:inline-block;min-height:2.75rem;padding:.5rem 0}
.entries{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:.75rem;margin:0;padding:0;list-style:none}
.entry{padding:.75rem;border:2px solid #57606a;border-radius:.25rem}
.entry.closed{border-style:dashed}
.entry p{margin:.25rem 0}
.entry a{display:inline-block;min-height:2.75rem;padding:.5rem 0}
dl{margin:.25rem 0}
dt{font-weight:700;font-size:.875rem}
dd{margin:0 0 .25rem 1rem}
code,pre{font-family:monospace,'Hinomi JP';font-size:.875rem}
details{margin:.75rem 0;border:2px solid #57606a;border-radius:.25rem}
summary{min-height:2.75rem;padding:.5rem .75rem;font-weight:700;color:#0017c1;cursor:pointer}
pre{max-height:70vh;margin:0;padding:.75rem;overflow:auto;background:#f4f6f8;white-space:pre-wrap}
footer{margin:1.5rem 0 2rem}
`;
