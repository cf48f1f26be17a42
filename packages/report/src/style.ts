const light = `--ground:#f8fafc;--surface:#fff;--line:#e2e8f0;--text:#0f172a;--quiet:#475569;--accent:#1d4ed8;
--gain:#15803d;--loss:#b91c1c;--fall:#dc2626;--banner:#fef3c7;--banner-text:#78350f;
--up1:#ecfdf3;--up2:#d1fadf;--up3:#a6f0c0;--up4:#75e0a0;--down1:#fef3f2;--down2:#fee2e0;--down3:#fdc8c4;--down4:#faa9a3`

const dark = `--ground:#0b1220;--surface:#131c2e;--line:#2b3a52;--text:#e2e8f0;--quiet:#a3b1c6;--accent:#93c5fd;
--gain:#4ade80;--loss:#fca5a5;--fall:#f87171;--banner:#422006;--banner-text:#fde68a;
--up1:#10291f;--up2:#0f3826;--up3:#0e4a2d;--up4:#0f6036;--down1:#2a1a22;--down2:#421c24;--down3:#5f1d25;--down4:#7f1d1d`

const shades = ['up', 'down']
  .flatMap((side) => [1, 2, 3, 4].map((shade) => `.${side}${shade}{background:var(--${side}${shade})}`))
  .join('')

/** The whole look of the page; a constant, so that a server may name its hash in the policy. */
export const TEAR_SHEET_STYLE = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1.25rem 2.5rem;background:var(--ground);color:var(--text);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums lining-nums}
h1{margin:0;font-size:1.75rem;line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{margin:0 0 .6rem;font-size:1rem;line-height:1.3}
h2 small{color:var(--quiet);font-weight:400}
p{margin:0}
dl,dd,ul{margin:0;padding:0}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
small{font-size:.8125rem}
small,.none,.empty,.note,.caption,.as-of,.subtitle,footer{color:var(--quiet)}
.note,.caption,.as-of,footer{font-size:.875rem}
.banner{margin-bottom:1.25rem;padding:.55rem .9rem;border-radius:.5rem;background:var(--banner);color:var(--banner-text);font-weight:600}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem 1rem;margin-bottom:1.25rem}
.as-of{margin-left:auto}
time,data,.as-of{white-space:nowrap}
.gain{color:var(--gain)}
.loss{color:var(--loss)}
.headline{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:1px;overflow:hidden;
border:1px solid var(--line);border-radius:.75rem;background:var(--line)}
.headline .figure{padding:.8rem 1rem .9rem;background:var(--surface)}
.headline dt{color:var(--quiet);font-size:.8125rem}
.headline dd{font-size:1.5rem;font-weight:650;line-height:1.25;letter-spacing:-.01em}
.headline small{display:block;font-weight:400;letter-spacing:0;line-height:1.35}
section{margin-top:1.25rem;padding:1rem 1.1rem 1.1rem;border:1px solid var(--line);border-radius:.75rem;background:var(--surface)}
.curve{display:flex;height:17rem;margin-bottom:2rem;font-size:.75rem}
.curve.below{height:9.5rem}
.curve svg{overflow:visible}
.picture{flex:1;min-width:0;height:100%}
.values{flex:none;height:100%}
.curve text{fill:var(--quiet)}
.when{text-anchor:middle}
.grid,.tick{stroke:var(--line)}
.tick{stroke-dasharray:2 4}
.base{stroke:var(--quiet);stroke-dasharray:5 4}
.curve path{fill:none;stroke-width:1.75;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.line{stroke:var(--accent)}
.other{stroke:var(--quiet);stroke-dasharray:4 3}
.curve .area{fill:var(--accent);fill-opacity:.1;stroke:none}
.below .line{stroke:var(--fall)}
.below .area{fill:var(--fall);fill-opacity:.22}
.dot{fill:var(--accent)}
.below .dot{fill:var(--fall)}
.columns{columns:2 25rem;column-gap:1.25rem;margin-top:1.25rem}
.columns section{break-inside:avoid;margin:0 0 1.25rem}
.columns section:last-child{margin-bottom:0}
.table{min-width:0}
.group .figure{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.27rem 0;border-top:1px solid var(--line)}
.group .figure:first-child{border-top:0}
.group dt{color:var(--quiet)}
.group dd{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:flex-end;gap:0 .5rem;margin-left:auto;font-weight:550;text-align:right}
.group dd small{font-weight:400}
.scroll{margin:0 -1.1rem;padding:0 1.1rem;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{padding:.32rem .55rem;border-top:1px solid var(--line);text-align:left;vertical-align:baseline;font-weight:400}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
thead th{border-top:0;color:var(--quiet);font-size:.8125rem;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:500}
tfoot th,tfoot td{border-top:2px solid var(--line);font-weight:600}
.number{text-align:right;white-space:nowrap}
.short,.day,.time{white-space:nowrap}
.text{min-width:12rem;max-width:18rem;overflow-wrap:anywhere}
thead .text{min-width:0}
.monthly td,.monthly th{padding:.4rem .45rem}
.monthly td{border:2px solid var(--surface);border-radius:.3rem}
.monthly table{border-collapse:separate;border-spacing:0}
.monthly th{border:0}
.monthly th:first-child{position:sticky;left:0;background:var(--surface)}
.monthly .sum{font-weight:650}
${shades}
.notes ul{padding-left:1.1rem}
.meanings dl{columns:2 22rem;column-gap:2rem;font-size:.875rem}
.meanings dl div{break-inside:avoid;margin-bottom:.5rem}
.meanings dt{font-weight:600}
.meanings dd{color:var(--quiet)}
footer{margin-top:1.5rem}
.provenance{display:grid;gap:.2rem}
.provenance div{display:flex;flex-wrap:wrap;gap:0 .6rem;overflow-wrap:anywhere}
.provenance dt::after{content:":"}
@media (max-width:34rem){
body{padding:1rem .75rem 2rem}
h1{font-size:1.4rem}
.as-of{margin-left:0}
.headline{grid-template-columns:1fr 1fr}
.headline .figure{padding:.65rem .75rem}
.headline dd{font-size:1.2rem}
section{padding:.85rem .8rem .9rem}
.scroll{margin:0 -.8rem;padding:0 .8rem}
.curve{height:12rem;font-size:.6875rem}
.odd{display:none}
}
@media print{
:root{color-scheme:light;${light};--ground:#fff}
body{max-width:none;padding:0;font-size:10.5px}
h1{font-size:1.6rem}
section{break-inside:avoid;margin-top:.8rem;padding:.6rem .7rem}
.table:not(.narrow):not(.monthly){break-inside:auto}
thead{display:table-header-group}
tr{break-inside:avoid}
.curve{height:11rem}
.curve.below{height:7rem}
.scroll{overflow:visible}
.columns{columns:2;column-gap:.8rem;margin-top:.8rem}
.columns section{margin:0 0 .8rem}
.monthly td,.monthly th{padding:.25rem .15rem}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{margin:12mm}
}
`
