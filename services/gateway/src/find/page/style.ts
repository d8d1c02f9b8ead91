/** Plain enough for the browser of a ten-year-old telephone: no grid, no variables, no fonts to fetch. */
export const FIND_STYLE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:#111;font-family:sans-serif;font-size:1em;line-height:1.5;overflow-wrap:break-word;word-wrap:break-word}
.in{max-width:44em;margin:0 auto;padding:0 .75em}
a{color:#0017c1}
a:focus,button:focus,input:focus,select:focus,summary:focus,h2:focus{outline:3px solid #0b3bd6;outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.skip:focus{position:static;width:auto;height:auto;clip:auto;display:block;padding:.75em;background:#fff}
.top{background:#14202f;color:#fff}
.top .in{padding-top:.5em;padding-bottom:.25em}
h1{margin:0;font-size:1.375em;line-height:1.3}
.hub{margin:0;font-size:.875em}
.langs{margin:.25em 0 0;padding:0;list-style:none}
.langs li{display:inline-block;margin:0 .25em 0 0}
.langs form{margin:0}
.langs a,.langs button{display:inline-block;min-width:2.75rem;min-height:2.75rem;padding:.625em .375em;border:0;background:none;color:#fff;font:inherit;line-height:1.5;text-decoration:underline;text-align:center;cursor:pointer}
.langs [aria-current]{font-weight:700;text-decoration:none;border-bottom:3px solid #fff}
.langs a:focus,.langs button:focus{outline-color:#fff}
.drill{margin:0;padding:.75em;background:#ffe100;color:#000;border-top:4px solid #000;border-bottom:4px solid #000;font-size:1.125em;font-weight:700;text-align:center}
.drill-mark{display:inline-block;margin:0;padding:0 .5em;background:#ffe100;color:#000;border:2px solid #000;font-weight:700}
.hazards{margin:.75em 0;padding:.75em;border:2px solid #57606a;border-left-width:.5em}
.hazards.on{border-color:#b4001e;background:#fff3f3}
.hazards p{margin:0}
.hazards .say{font-weight:700;font-size:1.0625em}
.hazards ul{margin:.25em 0 0;padding:0;list-style:none;font-size:.875em}
.note{margin:.75em 0;padding:.75em;border:2px solid #7a4b00;background:#fff8e1;font-weight:700}
.note:empty{display:none}
button.big,.go,button.plain{display:inline-block;min-height:2.75rem;padding:.625em 1em;border:2px solid #0017c1;border-radius:.25em;background:#fff;color:#0017c1;font:inherit;font-weight:700;text-decoration:none;cursor:pointer}
button.big{width:100%;min-height:3.25rem;background:#0017c1;color:#fff;font-size:1.125em}
.ask{margin:.75em 0}
.ask p{margin:.5em 0}
.ask label{font-weight:700}
.ask input[type=search]{display:block;width:100%;min-height:2.75rem;margin:.25em 0;padding:.5em;border:2px solid #57606a;border-radius:.25em;background:#fff;color:#111;font:inherit;-webkit-appearance:none}
.ask select{display:block;max-width:100%;min-height:2.75rem;padding:.25em;border:2px solid #57606a;border-radius:.25em;background:#fff;color:#111;font:inherit}
.ask .check{display:block;min-height:2.75rem;padding:.625em 0;font-weight:400}
.ask .check input{width:1.5em;height:1.5em;margin:0 .5em 0 0;vertical-align:middle}
.ask .filters{margin:.5em 0;padding:0 .75em;border:1px solid #8793a1;border-radius:.25em}
.ask .filters[open]{padding-bottom:.75em}
.small{margin:.125em 0;font-size:.875em}
.seen{font-size:.875em;color:#333}
summary{min-height:2.75rem;padding:.625em 0;font-weight:700;cursor:pointer;color:#0017c1}
h2{margin:1em 0 .25em;font-size:1.25em}
h2 small{font-weight:400;font-size:.75em}
h3{margin:0;font-size:1.125em;line-height:1.35}
ol.places{margin:0;padding:0;list-style:none}
.place{margin:0 0 .75em;padding:.75em;border:2px solid #57606a;border-radius:.25em}
.place.avoid{border:3px solid #b4001e}
.place p{margin:.25em 0}
.number{display:inline-block;min-width:1.75em;padding:0 .25em;border-radius:.875em;background:#14202f;color:#fff;text-align:center;font-size:.875em}
.away{font-weight:700}
.state{display:inline-block;padding:.125em .625em;border:2px solid #57606a;border-radius:.25em;font-weight:700}
.state.open,.state.always{background:#00612b;border-color:#00612b;color:#fff}
.state.closed,.state.not-open{background:#444;border-color:#444;color:#fff}
.state.unknown{border-style:dashed}
.avoid .state{background:#fff;border-color:#57606a;color:#111}
.why{padding:.5em;border-left:.375em solid #00612b;background:#eef8f1}
.why.avoid{border-color:#b4001e;background:#fff3f3;font-weight:700}
.why.unsure{border-color:#7a4b00;background:#fff8e1}
.fullness.full strong{color:#b4001e}
.traits,.kinds{margin:.25em 0;padding:0;list-style:none}
.traits li{display:inline-block;margin:.125em .25em .125em 0;padding:0 .5em;border:1px solid #57606a;border-radius:.25em;font-size:.875em}
dl{margin:0}
dt{margin-top:.5em;font-weight:700}
dd{margin:0}
.go{margin:.25em 0}
.kinds .yes b{color:#00612b}
.kinds .no b{color:#b4001e}
.sketch{margin:.5em 0}
.sketch svg{display:block;width:100%;max-width:28em;height:auto;border:1px solid #57606a;background:#fff}
.foot{margin:1.5em 0 0;padding:1em 0;border-top:1px solid #8793a1;font-size:.9375em}
.foot ul,.what ul{padding-left:1.25em}
.what{margin:.75em 0;padding:.75em;border:2px solid #57606a}
.what h2{margin-top:0}
@media (min-width:48em){.place{padding:1em}.ask button.big{width:auto;min-width:20em}}
@media print{.ask,.langs,.update{display:none}}
`.trimStart();
