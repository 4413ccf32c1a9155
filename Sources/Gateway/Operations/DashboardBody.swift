extension Dashboard {
  /// What is on the page before the first answer; texts come from the script in the reader's language.
  static let body = """
    <body>
    <header>
      <div class="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M7 11h11M7 16h7M7 21h11"/>\
    <path d="m19 11 6 5-6 5"/></svg>
        <div><h1>ssmix2-gateway</h1><p id="version">&nbsp;</p></div>
      </div>
      <div class="right">
        <span id="state" class="pill"></span>
        <span id="fresh" class="fresh"></span>
        <div class="languages" role="group" aria-label="言語 / Language">
          <button type="button" data-language="ja" lang="ja">日本語</button>\
    <button type="button" data-language="en" lang="en">English</button>
        </div>
      </div>
    </header>
    <div id="stale" class="stale" role="alert" hidden></div>
    <main id="main">
      <section class="card balance" aria-labelledby="balance-title">
        <div class="title"><h2 id="balance-title" data-text="balance"></h2><p id="verdict" class="verdict"></p></div>
        <div class="sum" id="sum"></div>
        <div class="bar" id="bar" role="img"></div>
        <p class="note" id="balance-note"></p>
      </section>
      <section class="card" aria-labelledby="attention-title">
        <div class="title"><h2 id="attention-title" data-text="attention"></h2></div>
        <ul class="attention" id="attention"></ul>
      </section>
      <section class="card" aria-labelledby="destinations-title">
        <div class="title"><h2 id="destinations-title" data-text="destinations"></h2></div>
        <table id="destinations"></table>
      </section>
      <section class="card" aria-labelledby="storages-title">
        <div class="title"><h2 id="storages-title" data-text="storages"></h2></div>
        <table id="storages"></table>
      </section>
    </main>
    <footer>
      <p data-text="privacy"></p>
      <nav><a href="/status.json">status.json</a><a href="/metrics">metrics</a><a href="/healthz">healthz</a>\
    <a href="/readyz">readyz</a></nav>
    </footer>
    </body>
    """
}
