/// The page's script. Everything shown goes through `textContent`; no markup is ever made from data.
enum PageScript {
  static let javascript = texts + state + patients + arrivals + detail + start

  private static let texts = #"""
    'use strict';
    const TEXT = {
      ja: {title: '地域連携サンプルリポジトリ', subtitle: '試験用の地域 FHIR リポジトリ（sample-region）', live: '自動更新中',
        lost: '接続できません', patients: '患者', search: '地域ID・氏名・カルテ番号で検索', more: 'さらに表示',
          choose: '患者を選ぶと、届いた記録が表示されます',
        none: 'まだ患者がいません', nothing: '該当する患者はいません', arrivals: '到着', quiet: 'まだ何も届いていません', all: '現在のリソース',
        created: '新規', updated: '更新', unchanged: '同一', deleted: '削除', regional: '地域ID', local: '施設の患者ID',
          other: '識別子',
        copy: 'コピー', copied: 'コピーしました', close: '閉じる', openPatient: '患者リソース', records: '件', record: '件',
          undated: '日付なし', version: '版',
        gone: 'このリソースは削除されました', failed: '読み込めませんでした', noRecords: 'この患者の記録はまだありません', received: '受信',
        kinds: {Patient: '患者', Encounter: '受診・入院', Condition: '病名', AllergyIntolerance: 'アレルギー',
          Observation: '検査結果・観察',
          DiagnosticReport: '検査報告', ServiceRequest: 'オーダ', Specimen: '検体', MedicationRequest: '処方',
          MedicationAdministration: '注射・投薬実施', MedicationDispense: '調剤', Medication: '薬剤',
            Immunization: '予防接種',
          Procedure: '手技', Coverage: '保険', Organization: '医療機関・組織', Practitioner: '医療従事者',
            PractitionerRole: '職種・所属',
          Location: '場所', DocumentReference: '文書', MessageHeader: 'メッセージ', Provenance: '来歴',
            ImagingStudy: '画像検査'}},
      en: {title: 'Sample regional repository', subtitle: 'A FHIR repository for trials (sample-region)',
        live: 'Live',
        lost: 'Cannot connect', patients: 'Patients', search: 'Regional ID, name or chart number',
          more: 'Show more', choose: 'Choose a patient to see the records that arrived',
        none: 'No patients yet', nothing: 'No patient matches', arrivals: 'Arrivals',
          quiet: 'Nothing has arrived yet', all: 'Current resources',
        created: 'new', updated: 'changed', unchanged: 'same', deleted: 'deleted', regional: 'Regional ID',
          local: 'Hospital ID', other: 'Identifier',
        copy: 'Copy', copied: 'Copied', close: 'Close', openPatient: 'Patient resource',
          records: 'records', record: 'record', undated: 'No date', version: 'version',
        gone: 'This resource was deleted', failed: 'Could not be loaded',
          noRecords: 'No records of this patient yet', received: 'received',
        kinds: {AllergyIntolerance: 'Allergies', Observation: 'Observations', DiagnosticReport: 'Reports',
          ServiceRequest: 'Orders',
          MedicationRequest: 'Prescriptions', MedicationAdministration: 'Administrations',
            Encounter: 'Encounters',
          Condition: 'Conditions', Specimen: 'Specimens', Coverage: 'Coverage', Patient: 'Patients'}}
    };
    const ORDER = ['Encounter', 'Condition', 'AllergyIntolerance', 'MedicationRequest',
      'MedicationAdministration', 'Immunization', 'DiagnosticReport', 'Observation', 'ServiceRequest', 'Specimen', 'Procedure', 'Coverage'];

    """#

  private static let state = #"""
    let language = document.documentElement.lang;
    try {
      language = localStorage.getItem('language') || language;
    } catch (error) { /* storage is off: keep the server's choice */ }
    let patients = [], patientTotal = 0, chosen = null, records = [];
    let latest = 0, stream = [], totals = null, query = '';
    const at = id => document.getElementById(id);
    const t = key => TEXT[language][key];
    const kind = type => TEXT[language].kinds[type] || type;
    const one = type => language === 'en' ? type.replace(/([a-z])([A-Z])/g, '$1 $2') : kind(type);
    const number = value => value.toLocaleString(language);
    function make(tag, className, text) {
      const element = document.createElement(tag);
      if (className) element.className = className;
      if (text !== undefined && text !== null) element.textContent = text;
      return element;
    }
    async function read(path) {
      const response = await fetch(path, {headers: {Accept: 'application/json'}});
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    }
    const rank = type => { const place = ORDER.indexOf(type); return place < 0 ? ORDER.length : place; };
    function clock(text) {
      const date = new Date(text), today = new Date().toDateString() === date.toDateString();
      const digits = {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false};
      const time = date.toLocaleTimeString(language, digits);
      return today ? time : date.toLocaleDateString(language, {month: 'numeric',
        day: 'numeric'}) + ' ' + time;
    }
    function showTexts() {
      document.documentElement.lang = language;
      for (const element of document.querySelectorAll('[data-text]'))
        element.textContent = t(element.dataset.text);
      for (const button of document.querySelectorAll('[data-language]'))
        button.setAttribute('aria-pressed', String(button.dataset.language === language));
      at('search').placeholder = t('search');
      at('search').setAttribute('aria-label', t('search'));
    }
    function showTotals() {
      if (!totals) return;
      const types = Object.entries(totals).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const all = types.reduce((sum, entry) => sum + entry[1], 0);
      const tile = (label, count, className) => {
        const element = make('div', 'total ' + className);
        element.append(make('b', '', number(count)), make('span', '', label));
        return element;
      };
      const tiles = types.map(([type, count]) => tile(kind(type), count, ''));
      at('totals').replaceChildren(tile(t('all'), all, 'all'), ...tiles);
    }

    """#

  private static let patients = #"""
    function showPatients() {
      at('patient-count').textContent = number(patientTotal);
      const rows = patients.map(patient => {
        const button = make('button', 'patient');
        button.type = 'button';
        button.setAttribute('aria-current', String(chosen !== null && chosen.id === patient.id));
        const line = make('span');
        const count = Object.values(patient.records).reduce((sum, value) => sum + value, 0);
        const counted = number(count) + ' ' + (count === 1 ? t('record') : t('records'));
        line.append(make('span', '', patient.name || '—'), make('span', '', counted));
        button.append(make('b', '', patient.regionalId || patient.id), line);
        button.onclick = () => choose(patient);
        const item = make('li');
        item.append(button);
        return item;
      });
      if (!rows.length) rows.push(make('li', 'empty', query ? t('nothing') : t('none')));
      at('patient-list').replaceChildren(...rows);
      at('more').hidden = patients.length >= patientTotal;
    }
    async function loadPatients(offset, count) {
      const asked = query;
      const answer = await read(
        '/patients.json?offset=' + offset + '&count=' + count + '&search=' + encodeURIComponent(asked));
      if (asked !== query) return;
      patients = offset ? patients.concat(answer.patients) : answer.patients;
      patientTotal = answer.total;
      if (chosen) chosen = patients.find(patient => patient.id === chosen.id) || chosen;
      showPatients();
    }
    async function choose(patient) {
      chosen = patient;
      history.replaceState(null, '', '#patient=' + encodeURIComponent(patient.id));
      showPatients();
      await loadRecords();
      if (matchMedia('(max-width:720px)').matches) at('records').scrollIntoView({behavior: 'smooth'});
    }
    async function loadRecords() {
      const asked = chosen;
      if (!asked) return;
      const answer = await read('/records.json?patient=' + encodeURIComponent(asked.id));
      if (chosen.id !== asked.id) return;
      records = answer.records;
      showRecords();
    }
    function showWho() {
      const who = make('div', 'who'), left = make('div'), list = make('dl');
      left.append(make('h2', '', chosen.name || chosen.regionalId || chosen.id));
      for (const identifier of chosen.identifiers) {
        const isRegional = identifier.value === chosen.regionalId;
        const label = identifier.local ? t('local') : isRegional ? t('regional') : t('other');
        const value = make('dd', '', identifier.value);
        value.append(make('small', '', identifier.system));
        list.append(make('dt', '', label), value);
      }
      left.append(list);
      const open = make('button', 'open', t('openPatient'));
      open.type = 'button';
      open.onclick = () => showDetail('Patient', chosen.id);
      who.append(left, open);
      return who;
    }
    function showKind(type, list) {
      const section = make('section', 'kind'), heading = make('h3', '', kind(type));
      heading.append(make('em', '', number(list.length)));
      section.append(heading);
      const days = new Map();
      for (const record of list) {
        const day = (record.date || '').slice(0, 10);
        days.set(day, (days.get(day) || []).concat(record));
      }
      for (const day of [...days.keys()].sort().reverse()) {
        const row = make('div', 'day'), items = make('div');
        row.append(make('time', '', day || t('undated')), items);
        for (const record of days.get(day)) {
          const button = make('button', 'record');
          button.type = 'button';
          button.append(make('span', '', record.title || record.id), make('em', '', record.detail || ''));
          button.onclick = () => showDetail(record.type, record.id);
          items.append(button);
        }
        section.append(row);
      }
      return section;
    }
    function showRecords() {
      if (!chosen) return;
      const groups = new Map();
      for (const record of records) groups.set(record.type, (groups.get(record.type) || []).concat(record));
      const types = [...groups.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
      const sections = types.map(type => showKind(type, groups.get(type)));
      if (!sections.length) sections.push(make('p', 'empty', t('noRecords')));
      at('records').replaceChildren(showWho(), ...sections);
    }

    """#

  private static let arrivals = #"""
    function showArrivals(fresh) {
      const rows = stream.map((arrival, index) => {
        const button = make('button', 'arrival' + (index < fresh ? ' new' : ''));
        button.type = 'button';
        const about = [arrival.title || arrival.id, arrival.detail].filter(Boolean).join('　');
        button.append(
          make('span', 'badge ' + arrival.action, t(arrival.action)), make('b', '', one(arrival.type)),
          make('time', '', clock(arrival.at)), make('small', '', about));
        button.onclick = () => showDetail(arrival.type, arrival.id);
        const item = make('li');
        item.append(button);
        return item;
      });
      if (!rows.length) rows.push(make('li', 'empty', t('quiet')));
      at('arrival-list').replaceChildren(...rows);
    }
    async function refresh() {
      const answer = await read('/arrivals.json?count=80&after=' + latest);
      const isFirst = latest === 0, fresh = answer.arrivals.length;
      if (answer.latest < latest) {
        // The region was started anew and has begun to count again: so does the page.
        latest = 0;
        stream = [];
        await refresh();
        return loadPatients(0, 50);
      }
      const sum = Object.values(answer.totals).reduce((a, b) => a + b, 0);
      latest = Math.max(latest, answer.latest);
      stream = answer.arrivals.concat(stream).slice(0, 80);
      totals = answer.resources;
      at('arrival-count').textContent = number(sum);
      showTotals();
      if (fresh || isFirst) showArrivals(isFirst ? 0 : fresh);
      if (fresh && !isFirst) {
        await loadPatients(0, Math.max(50, Math.min(patients.length, 200)));
        await loadRecords();
      }
    }
    async function poll() {
      try {
        await refresh();
        at('live').classList.remove('off');
        at('live').lastChild.textContent = t('live');
      } catch (error) {
        at('live').classList.add('off');
        at('live').lastChild.textContent = t('lost');
      }
      setTimeout(poll, document.hidden ? 10000 : 2000);
    }

    """#

  /// JSON is laid out from its text, never parsed into numbers: `1.10` stays `1.10`.
  private static let detail = #"""
    function layOut(text) {
      const pieces = text.match(/"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+/g) || [];
      const out = document.createDocumentFragment();
      let depth = 0;
      const line = () => out.append('\n' + '  '.repeat(depth));
      pieces.forEach((piece, index) => {
        const next = pieces[index + 1];
        if (piece === '{' || piece === '[') {
          out.append(piece);
          depth += 1;
          if (next !== '}' && next !== ']') line();
        } else if (piece === '}' || piece === ']') {
          depth -= 1;
          const before = pieces[index - 1];
          if (before !== '{' && before !== '[') line();
          out.append(piece);
        } else if (piece === ',') {
          out.append(piece);
          line();
        } else if (piece === ':') {
          out.append(': ');
        } else {
          const isText = piece[0] === '"', isNumber = /[-0-9]/.test(piece[0]);
          const className = isText ? (next === ':' ? 'k' : 's') : isNumber ? 'n' : 'w';
          out.append(make('span', className, piece));
        }
      });
      return out;
    }
    let shownText = '';
    async function showDetail(type, id) {
      at('detail-title').textContent = one(type);
      at('detail-subtitle').textContent = type + '/' + id;
      shownText = '';
      at('json').replaceChildren();
      if (!at('detail').open) at('detail').showModal();
      try {
        const response = await fetch('/fhir/' + encodeURIComponent(type) + '/' + encodeURIComponent(id),
          {headers: {Accept: 'application/fhir+json'}});
        if (response.status === 410) { at('json').textContent = t('gone'); return; }
        if (!response.ok) throw new Error(String(response.status));
        shownText = await response.text();
        const version = (response.headers.get('ETag') || '').replace(/[^0-9]/g, '');
        at('detail-subtitle').textContent += '  ·  ' + t('version') + ' ' + version;
        at('json').replaceChildren(layOut(shownText));
        at('json').scrollTop = 0;
      } catch (error) {
        at('json').textContent = t('failed');
      }
    }

    """#

  private static let start = #"""
    function showAll() {
      showTexts(); showTotals(); showPatients(); showRecords(); showArrivals(0);
    }
    for (const button of document.querySelectorAll('[data-language]')) {
      button.onclick = () => {
        language = button.dataset.language;
        try {
          localStorage.setItem('language', language);
        } catch (error) { /* storage is off: this page only */ }
        showAll();
      };
    }
    let typing = 0;
    at('search').oninput = event => {
      clearTimeout(typing);
      typing = setTimeout(() => { query = event.target.value.trim(); loadPatients(0, 50); }, 180);
    };
    at('more').onclick = () => loadPatients(patients.length, 50);
    at('close').onclick = () => at('detail').close();
    at('detail').onclick = event => { if (event.target === at('detail')) at('detail').close(); };
    at('copy').onclick = async () => {
      await navigator.clipboard.writeText(at('json').textContent);
      at('copy').textContent = t('copied');
      setTimeout(() => { at('copy').textContent = t('copy'); }, 1500);
    };
    async function begin() {
      showTexts();
      try {
        await loadPatients(0, 50);
        const named = new URLSearchParams(location.hash.slice(1)), id = named.get('patient');
        const usual = matchMedia('(min-width:721px)').matches ? patients[0] : null;
        const first = patients.find(patient => patient.id === id) || usual;
        if (first) await choose(first);
        const shown = (named.get('resource') || '').split('/');
        if (shown.length === 2) await showDetail(shown[0], shown[1]);
      } catch (error) { /* the poll below shows that the server is away */ }
      poll();
    }
    begin();
    """#
}
