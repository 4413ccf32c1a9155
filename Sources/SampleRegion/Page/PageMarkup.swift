/// The page as one self-contained document.
enum PageMarkup {
  /// The document in a language; `nonce` allows its style and script.
  static func html(language: PageLanguage, nonce: String) -> String {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>sample-region</title>
    <style nonce="\(nonce)">\(PageStyle.css)</style>
    </head>
    <body>\(body)<script nonce="\(nonce)">\(PageScript.javascript)</script>
    </body>
    </html>
    """
  }

  /// Texts are put in by the script from its dictionaries: `data-text` names the entry.
  private static let body = """
    <header>
      <div class="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9"/><path d="M16 7v18M7 16h18"/></svg>
        <div><h1 data-text="title"></h1><p data-text="subtitle"></p></div>
      </div>
      <div class="tools">
        <span id="live" class="live"><i></i><span data-text="live"></span></span>
        <div class="languages" role="group" aria-label="Language">
          <button type="button" data-language="ja">日本語</button>
          <button type="button" data-language="en">English</button>
        </div>
      </div>
    </header>
    <section id="totals" class="totals" aria-live="polite"></section>
    <main>
      <section class="card patients">
        <div class="head"><h2 data-text="patients"></h2><span id="patient-count" class="count"></span></div>
        <input id="search" type="search" autocomplete="off" spellcheck="false">
        <ul id="patient-list" lang="ja"></ul>
        <button id="more" type="button" class="more" data-text="more" hidden></button>
      </section>
      <section class="card records" id="records">
        <p class="empty" data-text="choose"></p>
      </section>
      <section class="card arrivals">
        <div class="head"><h2 data-text="arrivals"></h2><span id="arrival-count" class="count"></span></div>
        <ol id="arrival-list" lang="ja"></ol>
      </section>
    </main>
    <dialog id="detail">
      <div class="head"><div><h2 id="detail-title"></h2><p id="detail-subtitle"></p></div>
        <div class="buttons"><button type="button" id="copy" data-text="copy"></button>
        <button type="button" id="close" data-text="close" autofocus></button></div></div>
      <pre id="json" tabindex="0"></pre>
    </dialog>
    """
}
