extension Dashboard {
  /// Style of the page. Colour never tells anything alone: a word or a sign stands beside it.
  static let style = """
    :root{--ground:#f4f6f8;--card:#fff;--ink:#17212b;--soft:#5b6875;--line:#e1e6eb;--accent:#0f6b7a;
    --delivered:#12805c;--excluded:#7a8794;--parked:#c2410c;--waiting:#b7860b;--seen:#17212b;
    --good:#0b6b4c;--good-ground:#e3f4ed;--warn:#8a5a00;--warn-ground:#fdf1d7;--bad:#a8200d;--bad-ground:#fde8e4;
    --plain:#46525e;--plain-ground:#e9edf1}
    @media (prefers-color-scheme:dark){:root{--ground:#0e141a;--card:#172029;--ink:#e8edf2;--soft:#9aa8b5;
    --line:#2a3641;--accent:#5cc3d3;--delivered:#3fbf8f;--excluded:#8b99a6;--parked:#f58a5b;--waiting:#e2b84a;
    --seen:#e8edf2;--good:#6fdcb0;--good-ground:#12352a;--warn:#f1cd74;--warn-ground:#3a2e10;--bad:#ff9d8c;
    --bad-ground:#44201a;--plain:#c0cbd5;--plain-ground:#26323d}}
    *{box-sizing:border-box}
    [hidden]{display:none!important}
    body{margin:0;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%;
    font:15px/1.55 system-ui,"Hiragino Sans","Noto Sans CJK JP","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif;
    font-variant-numeric:tabular-nums}
    header,main,footer,.stale{max-width:1200px;margin:0 auto;padding:0 24px}
    header{display:flex;flex-wrap:wrap;gap:12px 24px;justify-content:space-between;align-items:center;
    padding-top:20px;padding-bottom:16px}
    .brand{display:flex;gap:12px;align-items:center}
    .brand svg{width:40px;height:40px;flex:none}
    .brand rect{fill:var(--accent)}
    .brand path{fill:none;stroke:var(--card);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
    h1{font-size:18px;line-height:1.25;margin:0;letter-spacing:-.01em}
    .brand p{margin:0;color:var(--soft);font-size:13px}
    .right{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center}
    .fresh{color:var(--soft);font-size:13px;min-width:7.5em}
    .languages{display:inline-flex;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--card)}
    .languages button{border:0;background:none;color:var(--soft);font:inherit;font-size:13px;padding:4px 11px;cursor:pointer}
    .languages button[aria-pressed=true]{background:var(--accent);color:var(--card);font-weight:600}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    .languages button:focus-visible{outline-offset:-3px}
    main{display:grid;gap:16px}
    .card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:20px 24px;min-width:0}
    .title{display:flex;flex-wrap:wrap;gap:6px 16px;justify-content:space-between;align-items:baseline;margin-bottom:12px}
    h2{font-size:14px;margin:0;color:var(--soft);font-weight:600;letter-spacing:.02em}
    .verdict{margin:0;font-weight:600;font-size:14px}
    .verdict.good{color:var(--good)}.verdict.bad{color:var(--bad)}
    .sum{display:flex;flex-wrap:wrap;align-items:flex-start;gap:8px 20px}
    .term b{display:block;font-size:38px;line-height:1.1;font-weight:650;letter-spacing:-.02em}
    .term span{display:inline-flex;align-items:center;gap:7px;color:var(--soft);font-size:13.5px;margin-top:4px}
    .term i{width:10px;height:10px;border-radius:3px;background:var(--tone)}
    .sign{font-size:28px;line-height:42px;color:var(--soft);font-weight:300}
    .seen{--tone:var(--seen)}.delivered{--tone:var(--delivered)}.excluded{--tone:var(--excluded)}
    .parked{--tone:var(--parked)}.waiting{--tone:var(--waiting)}
    .seen i{display:none}
    .term.some b{color:var(--tone)}
    .balance.mismatch{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
    .bar{display:flex;gap:2px;height:12px;border-radius:6px;overflow:hidden;background:var(--plain-ground);margin:18px 0 12px}
    .bar i{background:var(--tone);min-width:3px}
    .small.bar{height:6px;margin:6px 0 0;min-width:140px;border-radius:3px}
    .note{margin:0;color:var(--soft);font-size:13px}
    .pill{display:inline-flex;align-items:center;gap:6px;border-radius:99px;padding:2px 11px;font-size:13px;font-weight:600;
    background:var(--plain-ground);color:var(--plain);white-space:nowrap}
    .pill:empty{display:none}
    .pill.good{background:var(--good-ground);color:var(--good)}
    .pill.warn{background:var(--warn-ground);color:var(--warn)}
    .pill.bad{background:var(--bad-ground);color:var(--bad)}
    .attention{list-style:none;margin:0;padding:0;display:grid;gap:12px}
    .attention li{display:grid;grid-template-columns:72px 1fr;gap:2px 12px;border-top:1px solid var(--line);
    padding-top:12px}
    .attention li:first-child{border-top:0;padding-top:0}
    .attention .count{grid-row:1/span 3;font-size:22px;font-weight:650;line-height:1.15;overflow-wrap:anywhere}
    .attention .what{font-weight:600}
    .attention .what code{font-weight:400;color:var(--soft);margin-left:8px}
    .attention .do{color:var(--soft)}
    .attention .nothing{display:flex;gap:10px;align-items:center;color:var(--good);font-weight:600}
    code{font:12.5px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK JP",monospace}
    .command{justify-self:start;max-width:100%;display:flex;align-items:center;gap:8px;margin-top:5px;background:var(--ground);
    border:1px solid var(--line);border-radius:8px;padding:4px 6px 4px 10px}
    .command code{overflow-wrap:anywhere}
    .command button{border:0;background:none;color:var(--accent);font:inherit;font-size:12.5px;cursor:pointer;padding:0 5px;
    border-radius:5px;white-space:nowrap}
    table{width:100%;border-collapse:collapse}
    th{text-align:left;font-size:12.5px;font-weight:600;color:var(--soft);padding:0 12px 8px 0;white-space:nowrap}
    td{border-top:1px solid var(--line);padding:11px 12px 11px 0;vertical-align:top}
    th::first-letter{text-transform:uppercase}
    th:last-child,td:last-child{padding-right:0}
    .number{text-align:right;white-space:nowrap}
    .name{font-weight:600;overflow-wrap:anywhere}
    .detail{display:block;color:var(--soft);font-size:13px;margin-top:3px}
    .late{color:var(--warn);font-weight:600}.very-late{color:var(--bad);font-weight:600}
    .empty{color:var(--soft)}
    footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 24px;color:var(--soft);font-size:13px;
    padding-top:14px;padding-bottom:28px}
    footer p{margin:0}footer nav{display:flex;gap:16px}footer a{color:var(--accent)}
    .stale>div{background:var(--bad-ground);color:var(--bad);border:1px solid currentColor;border-radius:12px;
    padding:11px 16px;margin-bottom:16px;font-weight:600}
    .old main,.old .right .pill{opacity:.45;filter:grayscale(1)}
    @media (max-width:860px){header,main,footer,.stale{padding-left:14px;padding-right:14px}.card{padding:16px}
    .term b{font-size:28px}.sign{font-size:22px;line-height:31px}.sum{gap:8px 12px}
    thead{display:none}
    tr{display:block;border-top:1px solid var(--line);padding:10px 0}tbody tr:first-child{border-top:0;padding-top:0}
    td{display:flex;justify-content:space-between;gap:16px;border:0;padding:3px 0;text-align:right}
    td::before{content:attr(data-label);color:var(--soft);font-size:13px;text-align:left;flex:none}
    td.name{display:block;text-align:left;font-size:16px}td.name::before{content:none}
    td.wide{display:block}td.wide::before{content:none}}
    @media (max-width:520px){.term{flex-basis:40%}.term.seen{flex-basis:100%}.sign{display:none}
    .term b{font-size:24px;white-space:nowrap}.term b::before{content:"+ ";font-weight:300;color:var(--soft)}.term.delivered b::before{content:"= "}
    .term.seen b::before{content:none}
    .attention li{grid-template-columns:1fr}.attention .count{grid-row:auto}.fresh{min-width:0}}
    @media (prefers-reduced-motion:no-preference){.bar i{transition:flex-grow .4s}}
    """
}
