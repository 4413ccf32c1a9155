/// The page's style. Colours are defined once for light and once for dark.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--ground:#f4f6f8;--card:#fff;--ink:#1c2733;--soft:#5d6b7a;--faint:#8895a3;
    --line:#e3e8ed;--accent:#0f766e;--accent-soft:#e2f3f0;--hover:#f5f8f9;--created:#15803d;
    --created-soft:#e4f5e9;
    --updated:#1d5fae;--updated-soft:#e5effa;--deleted:#b42318;--deleted-soft:#fdeae8;--unchanged:#66727f;
    --unchanged-soft:#eceff2;--key:#0b5c8a;--string:#17663a;--number:#9a3412;--word:#7c3aed;
    --shadow:0 1px 2px rgba(16,32,48,.05),0 4px 16px rgba(16,32,48,.05)}
    @media (prefers-color-scheme:dark){:root{--ground:#10161c;--card:#18212a;--ink:#e5ebf0;--soft:#a3b0bd;
    --faint:#74828f;--line:#2a3641;--accent:#4fc3b4;--accent-soft:#17352f;--hover:#1e2933;--created:#66cc8a;
    --created-soft:#16331f;--updated:#7db8f0;--updated-soft:#16304a;--deleted:#f28b82;--deleted-soft:#40201d;
    --unchanged:#98a5b1;--unchanged-soft:#26313b;--key:#7cc4ee;--string:#8bd5a0;--number:#f2a97e;
    --word:#c4a7f5;
    --shadow:0 1px 2px rgba(0,0,0,.3),0 4px 16px rgba(0,0,0,.2)}}
    *{box-sizing:border-box}
    html,body{margin:0}
    body{background:var(--ground);color:var(--ink);min-height:100vh;display:flex;flex-direction:column;
    font:15px/1.55 system-ui,-apple-system,"Segoe UI","Hiragino Sans","Hiragino Kaku Gothic ProN",
    "Yu Gothic UI",
    "Noto Sans JP","Noto Sans CJK JP","BIZ UDPGothic","Meiryo",sans-serif;font-feature-settings:"palt" 1}
    h1,h2,h3,p,ul,ol{margin:0;padding:0}
    ul,ol{list-style:none}
    button,input{font:inherit;color:inherit}
    button{cursor:pointer}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    header{display:flex;justify-content:space-between;align-items:center;gap:16px;padding:18px 24px 6px;
    flex-wrap:wrap}
    .brand{display:flex;align-items:center;gap:12px}
    .brand svg{width:38px;height:38px;flex:none}
    .brand rect{fill:var(--accent)}
    .brand path{stroke:var(--card);stroke-width:3.4;stroke-linecap:round;fill:none}
    h1{font-size:19px;line-height:1.3;letter-spacing:.01em}
    .brand p{color:var(--soft);font-size:13px}
    .tools{display:flex;align-items:center;gap:16px}
    .live{display:inline-flex;align-items:center;gap:7px;color:var(--soft);font-size:13px}
    .live i{width:8px;height:8px;border-radius:50%;background:var(--created)}
    .live.off i{background:var(--deleted)}
    .languages{display:inline-flex;background:var(--card);border:1px solid var(--line);border-radius:9px;
    padding:2px}
    .languages button{border:0;background:none;border-radius:7px;padding:3px 11px;font-size:13px;
    color:var(--soft)}
    .languages button[aria-pressed=true]{background:var(--accent-soft);color:var(--accent);font-weight:600}
    .totals{display:flex;flex-wrap:wrap;gap:10px;padding:12px 24px 4px}
    .total{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:8px 14px;flex:none}
    .total b{display:block;font-size:20px;line-height:1.25;font-variant-numeric:tabular-nums;font-weight:650}
    .total span{color:var(--soft);font-size:12.5px;white-space:nowrap}
    .total.all{background:var(--accent);border-color:var(--accent);color:var(--card)}
    .total.all span{color:inherit;opacity:.85}
    main{display:grid;grid-template-columns:minmax(250px,310px) minmax(0,1fr) minmax(260px,340px);gap:16px;
    padding:12px 24px 24px;flex:1;align-items:start}
    .card{background:var(--card);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);
    padding:16px;min-width:0}
    .head{display:flex;align-items:baseline;justify-content:space-between;gap:10px;margin-bottom:10px}
    h2{font-size:15.5px;letter-spacing:.01em}
    .count{color:var(--faint);font-size:13px;font-variant-numeric:tabular-nums}
    input[type=search]{width:100%;border:1px solid var(--line);background:var(--ground);border-radius:9px;
    padding:7px 11px;margin-bottom:10px}
    .patients ul,.arrivals ol{max-height:calc(100vh - 314px);overflow-y:auto;margin:0 -8px;
    scrollbar-width:thin}
    .arrivals ol{max-height:calc(100vh - 264px)}
    .patient{display:block;width:100%;text-align:left;border:0;background:none;border-radius:10px;
    padding:9px 10px}
    .patient:hover,.arrival:hover,.record:hover{background:var(--hover)}
    .patient[aria-current=true]{background:var(--accent-soft)}
    .patient b{display:block;font-variant-numeric:tabular-nums;font-weight:650;overflow-wrap:anywhere}
    .patient span{display:flex;justify-content:space-between;gap:8px;color:var(--soft);font-size:13px}
    .more{width:100%;border:1px solid var(--line);background:none;border-radius:9px;padding:6px;
    margin-top:8px;
    color:var(--soft)}
    .empty{color:var(--faint);text-align:center;padding:44px 12px}
    .who{display:flex;justify-content:space-between;align-items:flex-start;gap:12px;flex-wrap:wrap;
    border-bottom:1px solid var(--line);padding-bottom:14px;margin-bottom:6px}
    .who h2{font-size:21px;line-height:1.35}
    .who dl{display:grid;grid-template-columns:auto 1fr;gap:1px 12px;margin:6px 0 0;font-size:13px}
    .who dt{color:var(--soft)}
    .who dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
    .who dd small{color:var(--faint);margin-left:6px}
    .open{border:1px solid var(--line);background:none;border-radius:9px;padding:4px 12px;font-size:13px;
    color:var(--accent)}
    .kind{margin-top:14px}
    .kind h3{font-size:14px;display:flex;align-items:center;gap:8px;margin-bottom:2px}
    .kind h3 em{font-style:normal;color:var(--faint);font-weight:400;font-size:12.5px}
    .day{display:grid;grid-template-columns:98px minmax(0,1fr);gap:4px 12px;border-top:1px solid var(--line);
    padding:5px 0}
    .day>time{color:var(--soft);font-size:13px;padding-top:5px;font-variant-numeric:tabular-nums}
    .record{display:flex;width:100%;justify-content:space-between;gap:14px;text-align:left;border:0;
    background:none;
    border-radius:8px;padding:4px 8px}
    .record span{overflow-wrap:anywhere}
    .record em{font-style:normal;color:var(--soft);text-align:right;flex:none;max-width:48%;
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .arrival{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:0 10px;width:100%;text-align:left;
    border:0;background:none;border-radius:10px;padding:7px 10px;align-items:center}
    .arrival.new{animation:arrive 1.6s ease-out}
    @keyframes arrive{from{background:var(--accent-soft)}to{background:transparent}}
    @media (prefers-reduced-motion:reduce){.arrival.new{animation:none}}
    .badge{font-size:11.5px;font-weight:600;border-radius:6px;padding:1px 7px;white-space:nowrap}
    .created{color:var(--created);background:var(--created-soft)}
    .updated{color:var(--updated);background:var(--updated-soft)}
    .deleted{color:var(--deleted);background:var(--deleted-soft)}
    .unchanged{color:var(--unchanged);background:var(--unchanged-soft)}
    .arrival b{font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    .arrival time{color:var(--faint);font-size:12.5px;font-variant-numeric:tabular-nums}
    .arrival small{grid-column:2/4;color:var(--soft);font-size:12.5px;white-space:nowrap;overflow:hidden;
    text-overflow:ellipsis}
    dialog{border:1px solid var(--line);border-radius:16px;background:var(--card);color:var(--ink);
    padding:18px;
    width:min(880px,calc(100vw - 32px));max-height:calc(100vh - 48px);box-shadow:0 24px 80px rgba(0,0,0,.3)}
    dialog[open]{display:flex;flex-direction:column}
    dialog::backdrop{background:rgba(12,20,28,.5)}
    dialog h2{font-size:17px;overflow-wrap:anywhere}
    dialog p{color:var(--soft);font-size:13px;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
    .buttons{display:flex;gap:8px;flex:none}
    .buttons button{border:1px solid var(--line);background:none;border-radius:9px;padding:4px 12px;
    font-size:13px}
    .buttons button:hover,.open:hover,.more:hover{background:var(--hover)}
    pre{margin:0;background:var(--ground);border-radius:10px;padding:14px 16px;overflow:auto;min-height:80px;
    font:13px/1.6 ui-monospace,"SF Mono","Cascadia Mono",Menlo,"Noto Sans Mono","Noto Sans Mono CJK JP",
    "BIZ UDGothic",
    monospace;white-space:pre-wrap;overflow-wrap:anywhere}
    .k{color:var(--key)}.s{color:var(--string)}.n{color:var(--number)}.w{color:var(--word)}
    @media (max-width:1080px){main{grid-template-columns:minmax(230px,280px) minmax(0,1fr)}
    .arrivals{grid-column:1/3}.arrivals ol{max-height:none}}
    @media (max-width:720px){header,.totals,main{padding-left:14px;padding-right:14px}
    main{grid-template-columns:1fr}
    .arrivals{grid-column:auto}.patients ul{max-height:42vh}.day{grid-template-columns:1fr}
    .day>time{padding:2px 8px 0}}
    """
}
