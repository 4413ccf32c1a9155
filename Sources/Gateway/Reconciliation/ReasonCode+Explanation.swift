/// What an operator reads about one code.
private struct Explanation {
  var text: BilingualText
  var remedy: Remedy

  init(_ japanese: String, _ english: String, do actionJa: String, _ actionEn: String, type command: String) {
    text = BilingualText(ja: japanese, en: english)
    remedy = Remedy(
      action: BilingualText(ja: actionJa, en: actionEn), command: "ssmix2-gateway \(command)")
  }
}

extension ReasonCode {
  /// What the code says, in both languages.
  public var text: BilingualText { explanation.text }

  /// What to do about it, and the command to type (capital letters stand for what the operator fills in).
  public var remedy: Remedy { explanation.remedy }

  /// The table, as a switch so that the compiler finds a code without its row.
  private var explanation: Explanation {
    switch self {
    case .consentNone:
      Explanation(
        "この患者に有効な同意がありません。",
        "No consent of this patient is in force.",
        do: "同意書を確認し、同意があれば登録してください。",
        "Check the consent form; register the consent if there is one.",
        type: "consent grant")
    case .consentWithdrawn:
      Explanation(
        "患者が同意を撤回しています。",
        "The patient has withdrawn consent.",
        do: "撤回の記録を確認してください。改めて同意を得た場合だけ登録します。",
        "Check the record of the withdrawal; register a new consent only if the patient gave one.",
        type: "consent show")
    case .consentKind:
      Explanation(
        "同意はこのデータ種別に及びません。",
        "The consent does not cover this data kind.",
        do: "同意の対象種別を確認してください。",
        "Check which kinds the consent covers.",
        type: "consent show")
    case .scopeKind:
      Explanation(
        "このデータ種別は公開対象外に設定されています。",
        "This data kind is outside the configured scope.",
        do: "公開する種別は設定の scope.kinds で決まります。",
        "The kinds that are shared are set by scope.kinds in the configuration.",
        type: "config show")
    case .scopeDepartment:
      Explanation(
        "この診療科は公開対象外に設定されています。",
        "This department is excluded by configuration.",
        do: "対象外の診療科は設定の scope.exclude-departments で決まります。",
        "Excluded departments are set by scope.exclude-departments in the configuration.",
        type: "config show")
    case .scopeBeforeCutoff:
      Explanation(
        "診療日が公開開始日より前です。",
        "The care date lies before the oldest date that is shared.",
        do: "公開開始日は設定の scope.since で決まります。",
        "The oldest care date shared is set by scope.since in the configuration.",
        type: "config show")
    case .scopeConfidential:
      Explanation(
        "病院が機密(PRB-25、ORC-28、CDA の confidentialityCode)と指定した記録です。",
        "The hospital has marked the record as confidential (PRB-25, ORC-28, confidentialityCode of a CDA).",
        do: "院外には送りません。指定が誤りであれば電子カルテで直してください。",
        "It stays inside. If the mark is wrong, have it corrected in the chart.",
        type: "record trace --reason-code scope.confidential")
    case .scopeFormat:
      Explanation(
        "送信先の形式ではこのデータ種別を表現できません。",
        "The format of the destination has no form for this data kind.",
        do: "送信先の形式は設定の destinations の format で決まります。対応種別は説明書にあります。",
        "The format is set at the destination; the manual lists the kinds that each format carries.",
        type: "config show")
    case .identityNotRegistered:
      Explanation(
        "患者に地域IDがありません。",
        "The patient has no regional ID.",
        do: "地域連携に参加する患者であれば、地域IDを登録してください。",
        "If the patient takes part in the network, register the regional ID.",
        type: "patient link")
    case .storageDeleted:
      Explanation(
        "最新の版が削除となっており、送るものがありません。",
        "The newest version says deleted: there is nothing to deliver.",
        do: "操作は不要です。削除の経過は記録の追跡で確認できます。",
        "Nothing to do; the trace of the record shows the deletion.",
        type: "record trace")
    case .pathMalformed:
      Explanation(
        "ファイル名またはフォルダの並びが SS-MIX2 の規則に合いません。",
        "The file name or its folders do not follow the SS-MIX2 rules.",
        do: "名前を付けた連携元システムに訂正を依頼してください。",
        "Ask the supplier of the system that wrote the file to correct the name.",
        type: "parked list --reason-code path.malformed")
    case .pathPatientMismatch:
      Explanation(
        "フォルダ、ファイル名、PID-3(CDA では recordTarget)の患者番号が一致しません。",
        "Folder, file name and PID-3 (recordTarget of a CDA) do not name the same patient.",
        do: "別の患者の記録である可能性があります。連携元で患者を確認し、正しい場所に出力し直してください。",
        "Perhaps the record of another patient: check at the source and have it written again.",
        type: "parked list --reason-code path.patient-mismatch")
    case .pathDateMismatch:
      Explanation(
        "フォルダとファイル名の診療日が一致しません。",
        "Folder and file name do not give the same care date.",
        do: "連携元システムに出力し直しを依頼してください。",
        "Have the source system write the file again.",
        type: "parked list --reason-code path.date-mismatch")
    case .pathKindMismatch:
      Explanation(
        "フォルダとファイル名のデータ種別が一致しません。",
        "Folder and file name do not give the same data kind.",
        do: "連携元システムに出力し直しを依頼してください。",
        "Have the source system write the file again.",
        type: "parked list --reason-code path.kind-mismatch")
    case .pathKindUnknown:
      Explanation(
        "SS-MIX2 にないデータ種別です。",
        "The data kind is not one of SS-MIX2.",
        do: "種別の名前を連携元に確認してください。拡張ストレージの種別であれば、ルートの type を確認してください。",
        "Ask the source about the kind; if it belongs to an extended storage, check the type of that root.",
        type: "parked list --reason-code path.kind-unknown")
    case .pathNotAFile:
      Explanation(
        "通常のファイルではありません(シンボリックリンク、FIFO、デバイス)。",
        "Not a regular file (symbolic link, FIFO or device).",
        do: "リンクではなくファイルの実体をストレージに置いてください。",
        "Put the file itself into the storage, not a link to it.",
        type: "parked list --reason-code path.not-a-file")
    case .hl7Empty:
      Explanation(
        "ファイルが空です。",
        "The file is empty.",
        do: "連携元システムに出力し直しを依頼してください。",
        "Have the source system write the file again.",
        type: "parked list --reason-code hl7.empty")
    case .hl7NotHL7:
      Explanation(
        "HL7 v2 のメッセージではありません。",
        "The file is not an HL7 v2 message.",
        do: "ファイルの内容を確認してください。",
        "Look at what the file holds.",
        type: "inspect FILE")
    case .hl7Structure:
      Explanation(
        "メッセージの構造が壊れているか、途中で切れています。",
        "The structure of the message is broken, or the message is cut.",
        do: "検査の結果を添えて、連携元システムに出力し直しを依頼してください。",
        "Have the source system write the file again; send along what the validation says.",
        type: "inspect FILE")
    case .hl7Encoding:
      Explanation(
        "文字コードを解釈できません。",
        "The character encoding cannot be read.",
        do: "検査の結果にある位置を連携元に伝えてください。文字を推測して置き換えることはしません。",
        "Tell the supplier the position that the validation gives; characters are never guessed.",
        type: "inspect FILE")
    case .hl7KindMismatch:
      Explanation(
        "メッセージの型がデータ種別と一致しません。",
        "The message type is not the one of the data kind.",
        do: "連携元システムに出力し直しを依頼してください。",
        "Have the source system write the file again.",
        type: "inspect FILE")
    case .documentUnreadable:
      Explanation(
        "CDA 文書を読み取れず、患者を確認できません。",
        "The CDA document cannot be read, so its patient cannot be checked.",
        do: "壊れた XML か、禁止されている DTD を含む文書です。連携元システムに出力し直しを依頼してください。",
        "The XML is broken, or has a document type declaration, which is refused: have the source write it again.",
        type: "parked list --reason-code document.unreadable")
    case .identityAmbiguous:
      Explanation(
        "患者番号と地域IDの対応が一つに決まりません。",
        "Chart number and regional ID do not match one to one.",
        do: "患者IDの対応表で重複を直してください。直るまで誰の記録としても送りません。",
        "Correct the duplicate in the table of patient IDs; until then nothing is sent for the patient.",
        type: "patient list")
    case .convertUnmappable:
      Explanation(
        "この版が変換できないデータ種別か、必須の項目が欠けています。",
        "This version has no converter for the kind, or a required value is missing.",
        do: "変換を試すと理由が示されます。項目の不備は連携元で直してください。種別の追加は新しい版で自動的に送られます。",
        "Try the conversion to see which; have a missing field corrected at the source. Kinds are added by new versions.",
        type: "convert FILE --to fhir")
    case .deliveryRefused:
      Explanation(
        "送信先が内容を拒否しました。",
        "The destination refused the content.",
        do: "拒否の理由を確認し、連携元か地域の運営者と直してください。",
        "See what the destination said, and settle it with the source or the operator of the network.",
        type: "parked show")
    case .deliveryTooLarge:
      Explanation(
        "送信先が受け付ける大きさを超えています。",
        "Larger than the destination accepts.",
        do: "送信先の上限を運営者に確認してから再送してください。",
        "Ask the operator of the destination for its limit, then retry.",
        type: "parked retry --reason-code delivery.too-large")
    case .deliveryUnauthorized:
      Explanation(
        "送信先に認証または権限を拒否されました。",
        "The destination refused our credentials or rights.",
        do: "証明書またはトークンのファイルを確認し、直したら再送してください。",
        "Check the certificate or token file, then retry.",
        type: "parked retry --reason-code delivery.unauthorized")
    case .deliveryCertificate:
      Explanation(
        "送信先との TLS 証明書の検証に失敗しました。",
        "TLS with the destination failed at a certificate.",
        do: "証明書の期限、名前、認証局を確認し、直したら再送してください。",
        "Check expiry, name and authority of the certificates, then retry.",
        type: "config check")
    case .deliveryEndpoint:
      Explanation(
        "送信先は応答しますが、設定された URL に期待した窓口がありません。",
        "The destination answers, but the configured URL is not the endpoint we expect.",
        do: "設定の url と format を確認してください。",
        "Check url and format of the destination in the configuration.",
        type: "config check")
    case .storageUnreadable:
      Explanation(
        "ファイルを読めません。",
        "The file cannot be read.",
        do: "ファイルの権限とストレージの状態を確認し、直したら再試行してください。",
        "Check permissions and the state of the storage, then retry.",
        type: "parked retry --reason-code storage.unreadable")
    case .storageTooLarge:
      Explanation(
        "ファイルが読み取りの上限を超えています。",
        "The file is larger than the reading limit.",
        do: "内容を連携元に確認してください。",
        "Ask the source about the content.",
        type: "parked list --reason-code storage.too-large")
    case .internalUnexpected:
      Explanation(
        "想定していない誤りです。",
        "An unexpected error.",
        do: "状態を確認し、記録とログを保守窓口に送ってください。",
        "Check the state, and send trace and log to support.",
        type: "record trace --reason-code internal.unexpected")
    case .deliveryQueued:
      Explanation(
        "送信の順番を待っています。",
        "Waiting for its turn to be sent.",
        do: "操作は不要です。待ちの様子は一覧で確認できます。",
        "Nothing to do; the queue shows how long.",
        type: "queue list")
    case .deliveryPaused:
      Explanation(
        "送信先は操作により停止中です。",
        "The destination has been paused by an operator.",
        do: "再開してよければ再開してください。",
        "Resume it when it may go on.",
        type: "queue resume")
    case .deliveryUnreachable:
      Explanation(
        "送信先に接続できません。",
        "The destination cannot be reached.",
        do: "自動で再試行します。長く続く場合は回線と送信先を確認してください。",
        "Retried by itself; if it lasts, check the line and the destination.",
        type: "queue list --reason-code delivery.unreachable")
    case .deliveryServerError:
      Explanation(
        "送信先が内部の誤りを返しました。",
        "The destination answered with an error of its own.",
        do: "自動で再試行します。長く続く場合は送信先の運営者に連絡してください。",
        "Retried by itself; if it lasts, tell the operator of the destination.",
        type: "queue list --reason-code delivery.server-error")
    case .deliveryThrottled:
      Explanation(
        "送信先が送信を抑えるよう求めています。",
        "The destination asks for fewer requests.",
        do: "自動で間隔を空けます。続く場合は設定の rate を下げてください。",
        "Slowed down by itself; if it lasts, lower the rate in the configuration.",
        type: "queue list")
    case .deliveryUnknownOutcome:
      Explanation(
        "送信しましたが応答を受け取れず、届いたか不明です。",
        "Sent, but the answer was lost: it is not known whether it arrived.",
        do: "同じ内容を同じIDで送り直すか、送信先に照会します。操作は不要です。",
        "The same bytes go out again with the same ids, or the destination is asked; nothing to do.",
        type: "queue list --reason-code delivery.unknown-outcome")
    case .identityUnreachable:
      Explanation(
        "患者IDの照会先に接続できません。",
        "The source of patient IDs cannot be reached.",
        do: "自動で再試行します。長く続く場合は照会先を確認してください。",
        "Retried by itself; if it lasts, check the source.",
        type: "config check")
    case .identityUnreadable:
      Explanation(
        "患者IDの対応表をまだ読めていません。",
        "The table of patient IDs could not be read yet.",
        do: "対応表のファイルを直してください。読めるまで何も送りません。",
        "Mend the file; until it can be read nothing is sent.",
        type: "config check")
    case .consentUnreadable:
      Explanation(
        "同意の一覧をまだ読めていません。",
        "The list of consents could not be read yet.",
        do: "同意のファイルを直してください。読めるまで何も送りません。",
        "Mend the file; until it can be read nothing is sent.",
        type: "config check")
    case .orderBehindParked:
      Explanation(
        "同じ患者の先の記録が保留中のため、順番を待っています。",
        "An earlier record of the same patient is parked; order is kept.",
        do: "先に保留中の記録を解決してください。",
        "Settle the parked record first.",
        type: "parked list")
    case .storageSettling:
      Explanation(
        "ファイルが書き込み中かもしれないため、落ち着くのを待っています。",
        "The file may still be being written; waiting until it rests.",
        do: "操作は不要です。",
        "Nothing to do.",
        type: "queue list --reason-code storage.settling")
    case .storageUnavailable:
      Explanation(
        "ストレージにアクセスできません。",
        "The storage is not available.",
        do: "マウントと権限を確認してください。削除とはみなしません。",
        "Check mount and permissions; nothing is taken for deleted.",
        type: "status")
    case .storageVanished:
      Explanation(
        "送信済みの記録のファイルが、削除の印なしに消えています。",
        "The file of a delivered record is gone without a mark of deletion.",
        do: "送信先からは取り消しません。ストレージの移動や消失がないか確認してください。",
        "Nothing is retracted; find out whether the storage was moved or lost files.",
        type: "reconcile")
    case .storageWatchDegraded:
      Explanation(
        "変更通知が使えないため、定期走査だけで検出しています。",
        "Change events are not available: changes are found by scanning only.",
        do: "監視の上限やファイルシステムを確認してください。遅れるだけで、漏れはありません。",
        "Check the watch limit and the file system; it only costs time, nothing is missed.",
        type: "status")
    case .storageNotAnswering:
      Explanation(
        "ストレージの読み取りが戻ってきません。",
        "Calls to the storage do not return.",
        do: "共有サーバーとネットワークを確認してください。応答があれば自動で再開します。",
        "Check the file server and the network; work resumes by itself when it answers.",
        type: "status")
    case .storageSeveralRoots:
      Explanation(
        "同じ記録が複数のストレージにあります。",
        "The same record lies in more than one storage.",
        do: "どちらを正とするか病院と決め、他方を構成またはツリーから外してください。送信済みの内容はそのままです。",
        "Decide with the hospital which of them counts, and take the other out; what was sent stays meanwhile.",
        type: "parked list --reason-code storage.several-roots")
    case .transactionDisagrees:
      Explanation(
        "トランザクションストレージの記録と、フォルダの内容が一致しません。",
        "The transaction storage tells of records that the folders do not show, or shows as deleted.",
        do: "対象は reconcile の「!」の行です。電子カルテの出力モジュールを確認してください。フォルダの内容が優先されます。",
        "The lines with ! of reconcile name them; look at the chart's output module. The folders count.",
        type: "reconcile")
    case .configurationRefused:
      Explanation(
        "新しい設定に誤りがあるため、以前の設定で動いています。",
        "The new configuration has errors; the old one stays in force.",
        do: "設定を検査し、示された行を直してください。",
        "Check the configuration and mend the lines it names.",
        type: "config check")
    case .identityFileRefused:
      Explanation(
        "患者IDの対応表に誤りがあるため、以前の内容で動いています。",
        "The table of patient IDs has errors; the old content stays in force.",
        do: "示された行を直してください。",
        "Mend the lines that are named.",
        type: "patient import --dry-run FILE")
    case .consentFileRefused:
      Explanation(
        "同意の一覧に誤りがあるため、以前の内容で動いています。",
        "The list of consents has errors; the old content stays in force.",
        do: "示された行を急いで直してください。撤回が反映されていない恐れがあります。",
        "Mend the lines that are named soon: a withdrawal may not be in force yet.",
        type: "consent import --dry-run FILE")
    case .terminologyFileRefused:
      Explanation(
        "コードの対応表に誤りがあるため、以前の内容で動いています。",
        "A code map has errors; its old content stays in force.",
        do: "示された行を直してください。それまで新しい対応は使われません。",
        "Mend the lines that are named; new mappings are not used until then.",
        type: "config check")
    case .deliveryCertificateExpiring:
      Explanation(
        "送信に使う証明書の期限が近づいています。",
        "A certificate used for delivery expires soon.",
        do: "新しい証明書を取得し、ファイルを置き換えてください。",
        "Obtain a new certificate and replace the file.",
        type: "config check")
    case .balanceMismatch:
      Explanation(
        "件数の収支が合いません。",
        "The balance does not add up.",
        do: "照合を実行し、報告を保守窓口に送ってください。",
        "Run the reconciliation and send the report to support.",
        type: "reconcile")
    case .stateFull:
      Explanation(
        "状態を保存するディスクに空きがありません。",
        "The disk that holds the state is full.",
        do: "空きを確保してください。自動で再開します。",
        "Free space; work resumes by itself.",
        type: "status")
    case .stateUnwritable:
      Explanation(
        "状態のディスクに書き込めません。その間は何も送信しません。",
        "The state cannot be written; nothing is sent meanwhile.",
        do: "ディスク、マウント、権限とカーネルのログを確認してください。",
        "Check the disk, its mount and permissions, and the kernel log.",
        type: "status")
    }
  }
}
