extension Dashboard {
  /// Asks for the status every two seconds and shows it. Every word from outside becomes a text node, never
  /// markup.
  static let script = """
    'use strict';
    (() => {
    const texts = {
      ja: {balance: '記録の収支', attention: '対応が必要なこと', destinations: '送信先', storages: 'ストレージ',
        seen: '確認した記録', delivered: '送信済み', excluded: '対象外', parked: '保留', waiting: '送信待ち',
        adds: '✓ 収支が合っています', differs: n => `✗ 収支が合いません(差 ${n} 件)`,
        note: (a, b) => `件数はファイル数ではなく記録の数で、全送信先の合計です。対象患者 ${a} 人。\
    地域IDのない患者 ${b} 人の記録は読みません。`,
        nothing: '対応が必要なことはありません', name: '名前', state: '状態', oldest: '最古の待ち', lastDelivery: '最後の送信',
        lastScan: '最後の全走査', watch: '変更の検出', stray: '対象外のファイル', none: '—', noRows: '設定されていません',
        states: {running: '稼働中', draining: '停止処理中', stopped: '停止', ready: '送信可能', paused: '一時停止',
          waiting: '応答待ち', available: '読み取り可能', unavailable: '読み取り不可', unknown: '未確認'},
        watches: {inotify: '変更通知と走査', fanotify: '変更通知と走査', poll: '走査のみ'},
        updated: s => s < 2 ? 'たった今更新' : `${s} 秒前に更新`, loading: '読み込み中',
        stale: t => `この表示は最新ではありません。${t} 以降、ゲートウェイから応答がありません。再試行しています。`,
        never: 'ゲートウェイから応答がありません。再試行しています。',
        copy: 'コピー', copied: 'コピーしました', since: '起動', ago: '前',
        units: ['秒', '分', '時間', '日'], gap: '', cases: '件',
        privacy: '患者の情報はこのページに表示されません。'},
      en: {balance: 'Balance of records', attention: 'Needs attention', destinations: 'Destinations', storages: 'Storages',
        seen: 'seen', delivered: 'delivered', excluded: 'excluded', parked: 'parked', waiting: 'waiting',
        adds: '✓ The balance adds up', differs: n => `✗ The balance is off by ${n}`,
        note: (a, b) => `Counted in records, not files, over all destinations. ${a} patients in scope; \
    ${b} without a regional ID, whose records are not read.`,
        nothing: 'Nothing needs attention', name: 'Name', state: 'State', oldest: 'Oldest waiting',
        lastDelivery: 'Last delivery', lastScan: 'Last full scan', watch: 'Changes found by', stray: 'Stray files', none: '—',
        noRows: 'None configured',
        states: {running: 'running', draining: 'stopping', stopped: 'stopped', ready: 'ready', paused: 'paused',
          waiting: 'not answering', available: 'readable', unavailable: 'unavailable', unknown: 'not known yet'},
        watches: {inotify: 'events and scans', fanotify: 'events and scans', poll: 'scans only'},
        updated: s => s < 2 ? 'updated just now' : `updated ${s} s ago`, loading: 'loading',
        stale: t => `What you see is out of date: the gateway has not answered since ${t}. Trying again.`,
        never: 'The gateway does not answer. Trying again.',
        copy: 'Copy', copied: 'Copied', since: 'up', ago: ' ago',
        units: ['s', 'min', 'h', 'd'], gap: ' ', cases: '',
        privacy: 'This page never shows patient data.'}};
    const tones = {running: 'good', ready: 'good', available: 'good', draining: 'warn', paused: 'warn', waiting: 'bad',
      stopped: 'bad', unavailable: 'bad', unknown: ''};
    const signs = {good: '●', warn: '▲', bad: '✕', '': '○'};
    const outcomes = ['delivered', 'excluded', 'parked', 'waiting'];
    const period = 2000, patience = 10000;
    const reasons = JSON.parse(document.getElementById('reasons').textContent);
    const $ = id => document.getElementById(id);
    let language = 'en', report = null, answered = 0, answeredAt = null;
    const t = () => texts[language];

    function recall() {
      try { return localStorage.getItem('language'); } catch { return null; }
    }
    function remember(value) {
      try { localStorage.setItem('language', value); } catch { /* private browsing keeps nothing */ }
    }
    function el(name, className, ...children) {
      const node = document.createElement(name);
      if (className) node.className = className;
      for (const child of children) node.append(child);
      return node;
    }
    const number = n => new Intl.NumberFormat(language).format(n);
    const clock = date => new Intl.DateTimeFormat(language, {timeStyle: 'medium'}).format(date);
    function duration(seconds) {
      const sizes = [1, 60, 3600, 86400];
      let unit = 3;
      while (unit > 0 && seconds < sizes[unit]) unit--;
      const whole = Math.floor(seconds / sizes[unit]);
      let text = `${number(whole)}${t().gap}${t().units[unit]}`;
      if (unit > 0 && whole < 10) {
        const rest = Math.floor((seconds - whole * sizes[unit]) / sizes[unit - 1]);
        if (rest) text += ` ${rest}${t().gap}${t().units[unit - 1]}`;
      }
      return text;
    }
    function since(time) {
      const date = time ? new Date(time) : null;
      if (!date || isNaN(date)) return t().none;
      const node = el('span', '', duration(Math.max(0, (Date.now() - date) / 1000)) + t().ago);
      node.title = date.toLocaleString(language);
      return node;
    }
    function pill(state) {
      const tone = tones[state] || '';
      return el('span', `pill ${tone}`, `${signs[tone]} ${t().states[state] || state}`);
    }
    function fillBar(node, balance) {
      while (node.children.length < outcomes.length) node.append(el('i', outcomes[node.children.length]));
      outcomes.forEach((outcome, index) => {
        const part = node.children[index];
        part.hidden = !(balance[outcome] > 0);
        part.style.flexGrow = String(Math.max(0, balance[outcome]));
        part.style.flexBasis = '0';
      });
      node.setAttribute('aria-label', outcomes.map(o => `${t()[o]} ${number(balance[o])}`).join(', '));
    }
    function surplus(balance) {
      return balance.seen - outcomes.reduce((sum, outcome) => sum + balance[outcome], 0);
    }
    function showBalance() {
      const balance = report.balance;
      const sum = $('sum');
      sum.replaceChildren();
      ['seen', ...outcomes].forEach((key, index) => {
        if (index) sum.append(el('span', 'sign', index === 1 ? '=' : '+'));
        const some = (key === 'parked' || key === 'waiting') && balance[key] > 0;
        sum.append(el('div', `term ${key}${some ? ' some' : ''}`, el('b', '', number(balance[key])),
          el('span', '', el('i'), t()[key])));
      });
      const worst = [balance, ...report.destinations.map(d => d.balance)].map(surplus)
        .reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a, 0);
      $('verdict').className = `verdict ${worst ? 'bad' : 'good'}`;
      $('verdict').textContent = worst ? t().differs(number(worst)) : t().adds;
      document.querySelector('.balance').classList.toggle('mismatch', worst !== 0);
      fillBar($('bar'), balance);
      $('balance-note').textContent = t().note(number(report.patients.inScope), number(report.patients.notRegistered));
    }
    function command(text) {
      const button = el('button', '', t().copy);
      button.type = 'button';
      button.addEventListener('click', async () => {
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = t().copied;
        } catch { /* the text can still be selected by hand */ }
      });
      return el('div', 'command', el('code', '', text), ...(navigator.clipboard ? [button] : []));
    }
    let shownAttention = '';
    function showAttention() {
      const key = language + JSON.stringify(report.attention);
      if (key === shownAttention) return;
      shownAttention = key;
      const list = $('attention');
      list.replaceChildren();
      for (const item of report.attention) {
        const reason = Object.hasOwn(reasons, item.code) ? reasons[item.code] : null;
        const what = el('div', 'what', ...(reason ? [reason[language][0], el('code', '', item.code)] : [item.code]));
        const row = el('li', '', el('div', 'count', number(item.count) + t().cases), what,
          el('div', 'do', reason ? reason[language][1] : item.remedy));
        if (reason) row.append(command(reason.command));
        list.append(row);
      }
      if (!report.attention.length) list.append(el('li', 'nothing', `✓ ${t().nothing}`));
    }
    function table(node, columns, rows) {
      const head = el('tr', '', ...columns.map(c => el('th', c.className || '', c.title)));
      const body = rows.map(row => el('tr', '', ...columns.map(column => {
        const content = column.cell(row);
        const cell = el('td', column.className || '', ...(Array.isArray(content) ? content : [content]));
        cell.dataset.label = column.title;
        return cell;
      })));
      if (!rows.length) {
        const cell = el('td', 'empty wide', t().noRows);
        cell.colSpan = columns.length;
        body.push(el('tr', '', cell));
      }
      node.replaceChildren(el('thead', '', head), el('tbody', '', ...body));
    }
    const stateCell = row => [pill(row.state), ...(row.detail ? [el('span', 'detail', row.detail)] : [])];
    function showDestinations() {
      table($('destinations'), [
        {title: t().name, className: 'name', cell: d => {
          const bar = el('div', 'bar small');
          bar.setAttribute('role', 'img');
          fillBar(bar, d.balance);
          return el('div', '', d.name, bar);
        }},
        {title: t().state, cell: d => el('div', '', ...stateCell(d))},
        {title: t().oldest, className: 'number', cell: d => {
          const late = d.oldestWaitingSeconds >= 3600 ? 'very-late' : d.oldestWaitingSeconds >= 900 ? 'late' : '';
          return d.waiting ? el('span', late, (late ? '▲ ' : '') + duration(d.oldestWaitingSeconds)) : t().none;
        }},
        {title: t().waiting, className: 'number', cell: d => number(d.balance.waiting)},
        {title: t().delivered, className: 'number', cell: d => number(d.balance.delivered)},
        {title: t().excluded, className: 'number', cell: d => number(d.balance.excluded)},
        {title: t().parked, className: 'number', cell: d => number(d.balance.parked)},
        {title: t().lastDelivery, className: 'number', cell: d => since(d.lastDelivery)}
      ], report.destinations);
    }
    function showStorages() {
      table($('storages'), [
        {title: t().name, className: 'name', cell: s => s.name},
        {title: t().state, cell: s => el('div', '', ...stateCell(s))},
        {title: t().watch, cell: s => t().watches[s.watch] || s.watch},
        {title: t().lastScan, className: 'number', cell: s => since(s.lastScan)},
        {title: t().stray, className: 'number', cell: s => number(s.strayFiles)}
      ], report.storages);
    }
    function showFreshness() {
      const age = Date.now() - answered;
      const old = answeredAt === null ? performance.now() > patience : age > patience;
      $('fresh').textContent = answeredAt === null ? (old ? '' : t().loading) : t().updated(Math.floor(age / 1000));
      document.body.classList.toggle('old', old);
      $('stale').hidden = !old;
      const words = old ? (answeredAt === null ? t().never : t().stale(clock(answeredAt))) : '';
      if ($('stale').textContent !== words) $('stale').replaceChildren(...(words ? [el('div', '', words)] : []));
      if (old) document.title = '✕ ssmix2-gateway';
    }
    function show() {
      document.documentElement.lang = language;
      for (const node of document.querySelectorAll('[data-text]')) node.textContent = t()[node.dataset.text];
      for (const button of document.querySelectorAll('[data-language]')) {
        button.setAttribute('aria-pressed', String(button.dataset.language === language));
      }
      if (report) {
        const tone = tones[report.state] || '';
        $('state').className = `pill ${tone}`;
        $('state').textContent = `${signs[tone]} ${t().states[report.state] || report.state}`;
        const up = report.startedAt ? (Date.now() - new Date(report.startedAt)) / 1000 : NaN;
        $('version').textContent = report.version + (up >= 0 ? ` · ${t().since} ${duration(up)}` : '');
        document.title = (report.attention.length ? `▲ ${report.attention.length} · ` : '') + 'ssmix2-gateway';
        showBalance(); showAttention(); showDestinations(); showStorages();
      }
      showFreshness();
    }
    async function poll() {
      try {
        const reply = await fetch('/status.json', {cache: 'no-store', signal: AbortSignal.timeout(patience)});
        if (reply.ok) {
          report = await reply.json();
          answered = Date.now();
          answeredAt = new Date();
        }
      } catch { /* shown by showFreshness */ }
      show();
      setTimeout(poll, period);
    }
    for (const button of document.querySelectorAll('[data-language]')) {
      button.addEventListener('click', () => {
        language = button.dataset.language;
        remember(language);
        show();
      });
    }
    language = texts[recall()] ? recall() : (texts[document.documentElement.lang] ? document.documentElement.lang : 'en');
    show();
    poll();
    setInterval(showFreshness, 1000);
    })();
    """
}
