/// Meanings of codes (HL7 v2.5 tables, JHSD, MERIT-9 and the SS-MIX2 department codes).
///
/// `=table`, then `code|Japanese|English`; a department has no English name here.
enum CodeMeaningTable {
  static let text: StaticString = """
    =0001
    F|女性|Female
    M|男性|Male
    O|その他|Other
    U|未知|Unknown
    A|両性具有|Ambiguous
    N|適応外|Not applicable
    =0003
    A01|入院/来院通知|Admit or visit notification
    A02|患者転送|Transfer
    A03|退院/来院終了|Discharge or end of visit
    A04|患者登録|Register a patient
    A08|患者情報の更新|Update patient information
    A11|入院/来院通知の取り消し|Cancel admit or visit
    A12|転送の取り消し|Cancel transfer
    A13|退院/来院終了の取り消し|Cancel discharge
    A14|入院保留|Pending admit
    A15|転送保留|Pending transfer
    A16|退院保留|Pending discharge
    A21|許可外出による外出|Leave of absence, out
    A22|許可外出による帰院|Leave of absence, return
    A23|患者記録の削除|Delete a patient record
    A25|退院保留の取り消し|Cancel pending discharge
    A26|転送保留の取り消し|Cancel pending transfer
    A27|入院保留の取り消し|Cancel pending admit
    A52|許可外出の取り消し|Cancel leave of absence
    A53|許可外出からの帰院の取り消し|Cancel return from leave of absence
    A54|担当医の変更|Change attending doctor
    A55|担当医の変更の取り消し|Cancel change of attending doctor
    A60|アレルギー情報の更新|Update adverse reactions
    O03|食事オーダ|Diet order
    O11|薬剤/処置符号化オーダ|Pharmacy/treatment encoded order
    O17|薬剤/処置の管理|Pharmacy/treatment administration
    O19|一般的な診療オーダ|General clinical order
    O33|ある検体に関連した複数オーダのための検査オーダ|Laboratory order for a specimen
    R01|非要求の検査メッセージの送信|Unsolicited observation
    R22|非要求の検体検査メッセージ|Unsolicited specimen observation
    Z23|画像診断オーダ|Imaging order
    ZD1|プロブレムの追加|Add problem
    =0004
    I|入院患者|Inpatient
    O|外来患者|Outpatient
    =0038
    A|部分的完了|Partly completed
    CA|オーダが取り消された|Canceled
    CM|オーダが完了した|Completed
    DC|オーダが中断した|Discontinued
    ER|エラー、オーダが見つからない|Error, not found
    HD|オーダが保留|On hold
    IP|進行中、不定|In process
    RP|オーダが取替えられた|Replaced
    SC|進行中、予定|Scheduled
    =0062
    01|患者の要求
    02|医者／医療提供者のオーダ
    03|調査管理
    O|その他
    U|不明
    =0063
    SEL|本人
    SPO|配偶者
    DOM|共同生活者
    CHD|子供
    GCH|孫
    NCH|本来の子供
    SCH|継子
    FCH|里子
    DEP|障害で扶養されている
    WRD|保護観察
    PAR|親
    MTH|母親
    FTH|父親
    CGV|介護者
    GRD|保護者
    GRP|祖父母
    EXF|拡大家族
    SIB|兄弟姉妹
    BRO|兄弟
    SIS|姉妹
    FND|友人
    OAD|その他の成人
    EME|従業員
    EMR|雇い主
    ASC|仲間
    EMC|緊急連絡先
    OWN|所有者
    TRA|調教師
    MGR|管理者
    NON|なし
    UNK|不明
    OTH|その他
    =0076
    ACK|一般的な肯定応答メッセージ|General acknowledgment
    ADT|患者管理(ADT)メッセージ|Patient administration
    OMD|食事オーダ|Dietary order
    OMG|一般的な診療オーダメッセージ|General clinical order
    OMI|画像撮影のオーダ|Imaging order
    OML|検査室オーダメッセージ|Laboratory order
    ORD|食事オーダ肯定応答メッセージ|Dietary order acknowledgment
    ORG|一般的な診療オーダの肯定応答メッセージ|General clinical order acknowledgment
    ORI|画像撮影オーダの肯定応答メッセージ|Imaging order acknowledgment
    ORL|検査室肯定応答メッセージ（非要求）|Laboratory acknowledgment
    ORU|検査メッセージの非要求送信|Unsolicited observation
    OUL|非要求の検査室検査メッセージ|Unsolicited laboratory observation
    PPR|患者プロブレムメッセージ|Patient problem
    RAS|薬剤/処置の管理メッセージ|Pharmacy/treatment administration
    RDE|薬剤/処置の符号化オーダメッセージ|Pharmacy/treatment encoded order
    RRA|薬剤/処置の管理肯定応答メッセージ|Administration acknowledgment
    RRE|薬剤/処置の符号化オーダ肯定応答メッセージ|Encoded order acknowledgment
    =0078
    L|基準値下限以下|Below low normal
    H|基準値上限以上|Above high normal
    LL|パニック値下限以下|Below lower panic limit
    HH|パニック値上限以上|Above upper panic limit
    <|測定範囲下限以下|Below the scale
    >|測定範囲上限以上|Above the scale
    N|正常|Normal
    A|異常|Abnormal
    AA|非常に異常|Very abnormal
    U|有意な上昇|Significant change up
    D|有意な下降|Significant change down
    B|改善|Better
    W|悪化|Worse
    S|感受性|Susceptible
    R|耐性|Resistant
    I|中間|Intermediate
    MS|やや感受性|Moderately susceptible
    VS|高感受性|Very susceptible
    =0085
    C|修正結果|Corrected, replaces a final result
    D|OBX レコードを削除する|Delete the OBX record
    F|最終結果|Final
    I|臨床検査室の検体；結果保留|Specimen in laboratory, results pending
    N|未確認|Not asked
    O|依頼詳細記述 （結果なし）|Order detail only
    P|事前結果|Preliminary
    R|結果を入力 ―― 未検証|Entered, not verified
    S|部分結果|Partial
    X|この検査では、結果は得られない|Cannot be obtained
    U|結果状態を最終へ変更（結果は同じ）|Status changed to final
    W|誤りとして送信|Posted as wrong
    =0112
    01|自宅または自己介護施設へ退院（通常退院）|Discharged to home
    02|短期間の入院管理のため他病院へ退院／転送|To another hospital, short term
    03|熟練看護施設（SNF）へ退院／転送|To a skilled nursing facility
    04|中間的な診療施設へ退院／転送|To an intermediate care facility
    05|異なる種類の入院診療施設へ退院／転送、または他の外来通院施設への紹介|To another institution
    06|退院／転送して在宅看護組織へのもとに在宅管理|To home under care of a nursing service
    07|医療的なアドバイスを無視して離院、もしくは治療の継続中止|Left against medical advice
    08|退院／転送して在宅静脈注射供給者のもとで在宅管理|To home under care of an IV provider
    09|この病院に入院|Admitted to this hospital
    20|終了（死亡）|Expired
    30|患者状態の継続か、外来通院が必要な患者（患者状態の継続）|Still a patient
    40|自宅にて終了（死亡）|Expired at home
    41|医療機関（例えば病院、SNF、ICF、ホスピス）で終了（死亡）|Expired in a medical facility
    42|終了（死亡）-場所不明|Expired, place unknown
    =0119
    AF|補充オーダ要求承認|Refill authorization
    PY|外部調剤へのオーダ修正通知|Dispensing replacement notice
    CA|オーダキャンセル要求|Cancel order request
    RE|検査付帯情報|Observations to follow
    CH|子オーダ|Child order
    RF|補充オーダ要求|Refill request
    CN|統合検査結果|Combined result
    RL|前回保留オーダ開放|Release previous hold
    CR|要求通りオーダキャンセル完了|Canceled as requested
    RO|修正後オーダ|Replacement order
    DC|オーダ中断要求|Discontinue request
    RP|オーダ修正要求|Replace request
    DE|データエラー|Data errors
    RQ|要求通りオーダ修正|Replaced as requested
    DF|補充オーダ要求拒否|Refill denied
    RR|要求受付|Request received
    DR|要求通りオーダ中断|Discontinued as requested
    RU|非同期オーダ修正|Replaced unsolicited
    FU|補充オーダ済、非同期|Refilled, unsolicited
    SC|状態変更|Status changed
    HD|オーダ保留要求|Hold request
    SN|送信オーダ番号|Send order number
    HR|要求通りオーダ保留|On hold as requested
    SR|送信オーダ状態要求応答|Response to status request
    LI|患者看護プロブレム又はゴールへのリンクオーダ|Link to problem or goal
    SS|送信オーダ状態要求|Send status request
    NA|割当番号|Number assigned
    UA|受付オーダキャンセル|Unable to accept
    NW|新規オーダ|New order
    UC|オーダキャンセル不能|Unable to cancel
    OC|オーダキャンセル完了|Canceled
    UD|オーダ中断不能|Unable to discontinue
    OD|オーダ中断|Discontinued
    UF|補充不能|Unable to refill
    OE|オーダ開放|Released
    UH|オーダ保留不能|Unable to hold
    OF|要求通り補充オーダ済|Refilled as requested
    UM|オーダ修正不能|Unable to replace
    OH|オーダ保留|Held
    UN|患者看護プロブレム又はゴールからのリンクオーダ解除|Unlink from problem or goal
    OK|オーダ受付&OK|Accepted
    UR|オーダ開放不能|Unable to release
    OP|外部調剤へのオーダ通知|Dispensing notice
    UX|オーダ変更不能|Unable to change
    OR|要求通りオーダ開放|Released as requested
    XO|オーダ変更要求|Change request
    PA|親オーダ|Parent order
    XR|要求通りオーダ変更|Changed as requested
    PR|以前の結果|Previous results
    XX|オーダ変更（非同期）|Changed, unsolicited
    =0123
    O|オーダ受付|Order received
    I|検体到着前|Specimen not received
    S|予定|Scheduled
    A|一部結果|Some results
    P|中間|Preliminary
    C|修正|Corrected
    R|未検証|Not verified
    F|最終|Final
    X|取消|Canceled
    Y|該当なし|No order on record
    Z|患者なし|No record of patient
    =0125
    AD|住所|Address
    CWE|例外を含むコード化値|Coded with exceptions
    CF|書式付コード化値|Coded with formatted values
    CK|点検数字付き複合 ID|ID with check digit
    CN|複合 ID と名前|ID and name
    CP|合成価格|Composite price
    CX|検査数字を備えた拡張合成 ID|Extended ID with check digit
    DT|日付|Date
    ED|カプセルに入れられたデータ|Encapsulated data
    FT|書式付テキスト（表示）|Formatted text
    MO|貨幣|Money
    NM|数値|Numeric
    PN|人名|Person name
    RP|参照ポインタ|Reference pointer
    SN|構造化した数値|Structured numeric
    ST|文字列データ|String
    TM|時間|Time
    TN|電話番号|Telephone number
    TS|時間スタンプ（日時）|Time stamp
    TX|テキストデータ（表示）|Text
    XAD|拡張アドレス|Extended address
    XCN|人の拡張合成名前および番号|Extended ID and name
    XON|組織の拡張合成名前および番号|Organization name
    XPN|拡張人番号（人名）|Extended person name
    XTN|地域遠隔通信番号|Telecommunication number
    =0127
    DA|薬物アレルギー|Drug allergy
    FA|食物アレルギー|Food allergy
    MA|種々のアレルギー|Miscellaneous allergy
    MC|種々の禁忌|Miscellaneous contraindication
    EA|環境アレルギー|Environmental allergy
    AA|動物アレルギー|Animal allergy
    PA|植物アレルギー|Plant allergy
    LA|花粉アレルギー|Pollen allergy
    =0128
    MI|軽度|Mild
    MO|中等度|Moderate
    SV|重度|Severe
    U|不明|Unknown
    =0136
    Y|Yes|Yes
    N|No|No
    =0162
    AP|外用|Apply externally
    MM|粘膜|Mucous membrane
    B|頬|Buccal
    NS|鼻側|Nasal
    DT|歯|Dental
    NG|経口径内腔|Nasogastric
    EP|硬膜外|Epidural
    NP|鼻のプロング|Nasal prongs
    ET|気管内チューブ|Endotracheal tube
    NT|鼻気管内チューブ|Nasotracheal tube
    GTT|消化器官|Gastrostomy tube
    OP|眼|Ophthalmic
    GU|GU 洗浄|GU irrigant
    OT|耳|Otic
    IMR|浸透|Immerse
    OTH|その他／さまざま|Other
    IA|動脈内|Intra-arterial
    PF|灌流|Perfusion
    IB|滑液包内|Intrabursal
    PO|口|Oral
    IC|心臓内|Intracardiac
    PR|直腸|Rectal
    ICV|子宮|Intracervical
    RM|リブリーザーマスク|Rebreather mask
    ID|皮膚内|Intradermal
    SD|湿性包帯|Soaked dressing
    IH|吸入|Inhalation
    SC|皮下|Subcutaneous
    IHA|肝内動脈|Intrahepatic artery
    SL|舌下|Sublingual
    IM|筋肉内|Intramuscular
    TP|局所|Topical
    IN|鼻腔内|Intranasal
    TRA|気管切開|Tracheostomy
    IO|眼内|Intraocular
    TD|経皮性|Transdermal
    IP|腹腔内|Intraperitoneal
    TL|経舌|Translingual
    IS|滑液包内|Intrasynovial
    UR|尿道|Urethral
    IT|鞘内|Intrathecal
    VG|膣|Vaginal
    IU|子宮内|Intrauterine
    VM|換気マスク|Ventimask
    IV|静脈内|Intravenous
    WND|創傷|Wound
    MTH|口／喉|Mouth or throat
    =0164
    AP|アプリケータ|Applicator
    BT|ビューレトロール|Buretrol
    HL|ヘパリン固定具|Heparin lock
    IPPB|IPPB|IPPB
    IVP|点滴ポンプ|IV pump
    IVS|点滴溶剤セット|IV soluset
    MI|メーター付吸入器|Metered inhaler
    NEB|噴霧器|Nebulizer
    PCA|PCAポンプ|PCA pump
    =0166
    A|添加剤|Additive
    B|基本薬剤|Base
    =0190
    H|自宅|Home
    B|勤務先|Business
    O|オフィス|Office
    C|現在または一時的|Current or temporary
    P|本籍|Permanent
    M|郵送先|Mailing
    BA|無効住所|Bad address
    =0200
    L|法的な名前|Legal
    D|表示名|Display
    M|旧姓|Maiden
    A|別名|Alias
    N|ニックネーム|Nickname
    U|不明|Unspecified
    =0201
    PRN|主要な自宅番号|Primary residence
    ORN|他の自宅番号|Other residence
    WPN|勤務先番号|Work
    VHN|別荘番号|Vacation home
    ASN|留守電話応答サービス番号|Answering service
    EMR|緊急番号|Emergency
    NET|ネットワーク（電子メール）アドレス|Network address
    BPN|ポケットベルの番号|Beeper
    PRS|個人の連絡先|Personal
    =0202
    PH|電話|Telephone
    FX|FAX|Fax
    CP|携帯電話|Mobile phone
    BP|ポケットベル|Beeper
    Internet|インターネットアドレス|Internet address
    MD|モデム|Modem
    X.400|X.400|X.400
    =0203
    PI|患者内部識別子|Patient internal identifier
    MR|診療録番号|Medical record number
    PT|患者外部識別子|Patient external identifier
    AN|会計番号|Account number
    VN|来院番号|Visit number
    NI|国民固有識別子|National identifier
    DN|医師番号|Doctor number
    EI|従業員番号|Employee number
    U|不明|Unspecified
    =0241
    D|死亡|Died
    F|完全回復|Fully recovered
    N|回復せず|Not recovered
    R|回復中|Recovering
    S|後遺症|Sequelae
    U|不明|Unknown
    W|悪化|Worsening
    =0287
    AD|追加|Add
    CO|修正|Correct
    DE|削除|Delete
    LI|リンク|Link
    UC|修正無し|Unchanged
    UN|リンク無し|Unlink
    UP|更新|Update
    =0305
    C|診療科|Department
    D|部門|Division
    N|病棟|Ward
    =0323
    A|追加|Add
    D|削除|Delete
    U|更新|Update
    X|変更なし|No change
    =0322
    CP|完了|Complete
    RE|拒否|Refused
    NA|未実施|Not administered
    PA|一部実施|Partially administered
    =0334
    PT|患者|Patient
    GT|保証人|Guarantor
    IN|被保険者|Insured
    AP|関係者|Associated party
    =0335
    QD|1日1回|Once a day
    BID|1日2回|Twice a day
    TID|1日3回|Three times a day
    QID|1日4回|Four times a day
    PRN|必要時|As needed
    Once|1回のみ|Once only
    =0354
    ADT_A01|A01, A04, A08, A13
    ADT_A02|A02
    ADT_A03|A03
    ADT_A05|A14
    ADT_A09|A11, A12
    ADT_A15|A15
    ADT_A16|A16
    ADT_A21|A21, A22, A23, A25, A26, A27
    ADT_A52|A52, A53, A55
    ADT_A54|A54
    ADT_A60|A60
    OMD_O03|O03
    OMG_O19|O19
    OMI_Z23|Z23
    OML_O33|O33
    ORU_R01|R01
    OUL_R22|R22
    PPR_ZD1|ZD1
    RDE_O11|O11
    RAS_O17|O17
    =0465
    I|表意文字(漢字)|Ideographic
    P|表音文字(仮名)|Phonetic
    A|アルファベット|Alphabetic
    =0482
    I|入院患者オーダ|Inpatient order
    O|外来患者オーダ|Outpatient order
    =0485
    S|緊急|Stat
    A|至急|As soon as possible
    R|ルーチン|Routine
    P|術前|Preoperative
    C|呼出|Callback
    T|時間厳守|Timing critical
    PRN|必要時|As needed
    =JHSD0001
    C0|国民健康保険
    PI|公害医療
    LI|労災
    TI|自賠
    PS|公務員災害
    OE|自費（保険なし）
    D0|地方公費
    OT|その他
    67|国民健康保険法による退職者医療
    01|政府管掌健康保険（日雇特例被保険者の保険を除く。
    02|船員保険
    03|一般療養
    04|特別療養費
    06|組合管掌健康保険
    07|防衛省職員給与法による自衛官等の療養の給付
    39|高齢者の医療の確保に関する法律による療養の給付
    31|国家公務員共済組合
    32|地方公務員等共済組合
    33|警察共済組合
    34|公立学校共済組合
    63|特定健康保険組合
    72|国家公務員特定共済組合
    73|地方公務員等特定共済組合
    74|警察特定共済組合
    75|公立学校特定共済組合
    10|結核患者の適正医療
    11|結核患者の入院
    12|生活保護法による医療扶助（法第15条関係）
    13|療養の給付
    14|更生医療
    15|更生医療（法第５条関係）
    16|育成医療（法第５条関係）
    17|療育の給付（法第20条関係）
    18|認定疾病医療
    19|一般疾病医療費（法第18条関係）
    20|措置入院
    21|精神通院医療
    22|麻薬及び向精神薬取締法による入院措置（法第58条の８関係）
    23|母子保健法による養育医療（法第20条関係）
    24|療養介護医療（法第70条関係）及び基準該当療養介護医療（法第71条関係）
    25|中国残留邦人等の円滑な帰国の促進及び永住帰国後の自立の支援に関する法律第14条第４項に規定する医療支援給付
    28|一類感染症等の患者の入院(法第37条関係)
    29|新感染症の患者の入院
    30|心神喪失等の状態で重大な他害行為を行った者の医療及び観察等に関する法律による医療の実施に係る医療の給付
    51|特定疾患治療費・療養費・医療費などの公費負担
    52|児童福祉法による小児慢性特定疾患治療研究事業に係る医療の給付（法第21条の５関係）
    53|児童福祉法の措置等に係る医療の給付
    66|石綿による健康被害の救済に関する法律による医療費の支給（法第４条関係）
    79|障害児施設医療（法第24条の20関係）
    =JHSD0002
    OJ|職務上
    LS|下船
    CC|通勤災害
    K1|継続
    K2|任意継続
    K3|特別療養
    01|北海道
    02|青森県
    03|岩手県
    04|宮城県
    05|秋田県
    06|山形県
    07|福島県
    08|茨城県
    09|栃木県
    10|群馬県
    11|埼玉県
    12|千葉県
    13|東京都
    14|神奈川県
    15|新潟県
    16|富山県
    17|石川県
    18|福井県
    19|山梨県
    20|長野県
    21|岐阜県
    22|静岡県
    23|愛知県
    24|三重県
    25|滋賀県
    26|京都府
    27|大阪府
    28|兵庫県
    29|奈良県
    30|和歌山県
    31|鳥取県
    32|島根県
    33|岡山県
    34|広島県
    35|山口県
    36|徳島県
    37|香川県
    38|愛媛県
    39|高知県
    40|福岡県
    41|佐賀県
    42|長崎県
    43|熊本県
    44|大分県
    45|宮崎県
    46|鹿児島県
    47|沖縄県
    =JHSD0004
    H|入院時|On admission
    L|退院時|On discharge
    O|外来時|Outpatient
    B|手術前|Preoperative
    A|手術後|Postoperative
    F|最終|Final
    =JHSD0005
    1|疑いあり|Suspected
    =JHSD0007
    1|主診断|Main diagnosis
    =99I02
    00|一般|General
    01|血液製剤|Blood products
    02|特殊製剤|Special preparations
    03|麻毒|Narcotics and poisons
    04|治験薬|Trial drug
    05|TPN|TPN
    06|予防接種|Vaccination
    07|抗がん剤|Anticancer drug
    09|その他|Other
    =JHSI0003
    01|精密持続点滴
    =MR9P-form
    TAB|錠剤|Tablet
    CAP|カプセル剤|Capsule
    PWD|散剤、ドライシロップ剤|Powder
    SYR|シロップ剤|Syrup
    SUP|坐剤|Suppository
    LQD|液剤|Liquid
    OIT|軟膏、ゲル|Ointment
    CRM|クリーム|Cream
    TPE|テープ、貼付剤|Tape
    INJ|注射剤|Injection
    =MR9P
    AMP|アンプル
    ATM|気圧
    BAG|袋
    BALL|球
    BKR|管(瓶)
    BLST|ブリスター
    BOX|箱
    BTL|瓶
    BTLB|瓶(袋)
    CAN|缶
    CAP|カプセル
    CAST|カセット
    CC|cc
    CM|cm
    CM2|cm2
    DIR|方向
    DOSE|回分
    DROP|滴
    ELCU|エルカトニン単位
    FEET|フィート
    G|g
    GBQ|GBq
    GCYL|ガラス筒
    HON|本
    INHL|吸入
    IUNT|国際単位
    JAU|JAU
    KBQ|KBq
    KG|kg
    KIND|種
    KIT|キット
    KO|個
    KUNT|K単位
    LL|LL
    LMHU|低分子ヘパリン国際単位
    MCCI|μCi
    MCG|μg
    MCI|mCi
    MCL|μL
    MEQ|mEq
    MG|mg
    MGBQ|MBq
    ML|mL
    MLG|mL(g)
    MLV|mLV
    MOL|モル
    MPA|Mpa
    OPE|手術当り
    PAIR|組
    PART|分
    PAT|患者当り
    PCK|包
    PILL|丸
    PIPE|筒
    RODT|桿錠
    ROLL|巻
    SET|セット
    SHET|シート
    SHT|枚
    SPRY|噴霧
    SYRG|シリンジ
    TAB|錠
    TEAR|裂
    TERP|酢酸テリパラチド単位
    TEST|テスト分
    TIME|回
    TROC|トローチ
    TTIU|万国際単位
    TTUN|万単位
    TTJU|万国内標準単位
    TUBE|管
    TUNT|千単位
    UNT|単位
    USPU|U.S.P.単位
    VIL|バイアル
    VSL|容器
    =MR9P-rxinstr
    OHP|外来処方|Outpatient prescription
    IHP|入院処方|Inpatient prescription
    OHI|院内処方|Dispensed in the hospital
    OHO|院外処方|Dispensed outside
    =0069
    01|内科
    02|精神科
    03|神経科
    04|神経内科
    05|呼吸器科
    06|消化器科
    07|胃腸科
    08|循環器科
    09|小児科
    10|外科
    11|整形外科
    12|形成外科
    13|美容外科
    14|脳神経外科
    15|呼吸器外科
    16|心臓血管外科
    17|小児外科
    18|皮膚泌尿器科
    19|皮膚科
    20|泌尿器科
    21|性病科
    22|肛門科
    23|産婦人科
    24|産科
    25|婦人科
    26|眼科
    27|耳鼻咽喉科
    28|気管食道科
    30|放射線科
    31|麻酔科
    33|心療内科
    34|アレルギー科
    35|リウマチ科
    36|リハビリテーション科
    37|病理診断科
    38|臨床検査科
    39|救急科
    40|遺伝科
    41|血液内科
    42|血液腫瘍内科
    43|血液透析科
    44|健診科
    45|呼吸器内科
    46|在宅診療科
    47|腫瘍診療科
    48|腎臓内科
    49|睡眠診療部
    50|精神神経科
    51|総合診療科
    52|内視鏡診療部
    53|内分泌・代謝科
    54|膠原病科
    70|消化器内科
    71|内分泌内科
    72|代謝内科
    73|糖尿病内科
    74|腎臓・内分泌内科
    75|感染症科
    76|漢方科
    77|老年科
    78|血管外科
    79|血管内治療科
    7A|消化器外科
    7B|上部消化管外科
    7C|下部消化管外科
    80|肝胆膵外科
    81|移植外科
    82|乳腺外科
    83|緩和ケア科
    84|集中治療部
    85|遺伝子診療部
    86|顎口腔診療科
    87|輸血診療部
    88|予防医学診療部
    89|予防接種科
    8A|先端医療開発診療
    8B|分子診療・細胞治療
    8C|特殊外来
    8D|手術部
    8E|薬剤部
    8G|栄養指導科
    8H|看護部
    8J|地域医療連携部
    8K|治験センター
    90|歯科
    98|医事・事務
    9Z|その他
    011|第１内科
    012|第２内科
    013|第３内科
    014|第４内科
    018|一般内科
    01A|被爆放射線医療内科
    021|精神科・心の診療科
    022|精神科デイケア
    04A|てんかん科
    04B|もの忘れ科
    04C|高次脳機能障害科
    04D|頭痛外来
    04E|脳卒中外来
    051|呼吸器・アレルギー科
    052|呼吸器・感染症内科
    05A|せき外来
    05B|禁煙外来
    061|肝臓内科
    062|肝胆膵科
    063|膵臓内科
    064|胆道・膵臓内科
    06A|肝臓病科
    06B|脂肪肝外来
    07A|炎症性腸疾患外来
    07B|ピロリ菌外来
    081|循環器内科
    082|冠動脈疾患治療部
    083|リンパ科
    091|小児科周産母子
    092|新生児科
    093|小児循環器科
    094|小児神経科
    095|未熟児センター
    096|ＮＩＣＵ
    097|GCU
    09A|成長発達外来
    101|第１外科
    102|第２外科
    103|第３外科
    105|一般外科
    106|総合外科
    107|病態外科
    10A|被爆放射線医療外科
    111|整形外科・脊椎外科
    112|脊椎外科
    113|ロコモティブ外来
    114|人工関節センター
    115|装具外来
    116|アスリート診療
    117|スポーツ医学
    119|関節外科
    11A|手外科
    121|形成外科・美容外科
    122|再建外科
    141|脳腫瘍科
    162|心臓外科
    163|胸部外科
    164|循環器外科
    165|心臓・人工臓器外科
    171|小児外科（周産母子）
    191|皮膚科・レーザ科
    192|紫外線外来
    201|泌尿器科・男性科
    202|コンチネンス外来
    221|ストマケア外来
    230|産科婦人科
    231|女性外科
    241|助産師外来
    251|不妊内分泌科
    252|周産科
    253|周産期母性科
    254|婦人周産期科
    255|腹腔鏡外来
    25A|女性科
    25B|女性外来
    25C|女性診療科・産科
    261|眼科・視覚矯正科
    262|白内障外来
    263|コンタクトレンズ外来
    264|ドライアイ外来
    265|ぶどう膜炎外来
    266|角膜・眼アレルギー外来
    267|網膜疾患外来
    26A|角膜移植部
    271|耳鼻咽喉科・神経耳科
    272|耳鼻咽喉・頭頸部外科
    273|困難気道外来
    274|頭頸部科
    301|放射線部
    302|放射線診断科
    303|放射線画像診断・ＩＶＲ科
    304|核医学科
    30B|放射線治療科
    30C|Ｘ線科
    311|麻酔・疼痛・緩和医療科
    312|麻酔科蘇生科
    313|麻酔・疼痛科
    31A|ペインクリニック科
    331|心身医学科
    332|心の内科
    333|こどものこころ診療
    334|小児精神科
    34A|環境医学外来（アレルギー科）
    34B|アレルギー内科
    34C|アレルギー・免疫内科
    34D|アレルギー・リウマチ内科
    35A|リウマチ内科
    35B|内分泌・リウマチ科
    361|言語療法科
    362|股体不自由リハビリテーション科
    363|内部障害リハビリテーション科
    364|理学療法科
    365|物理療法内科
    391|救命救急センター
    392|内科系救急科
    393|救急外科
    394|外科系救急科
    398|初期診療・救急科
    41C|血液免疫科
    41D|血液科
    421|無菌治療部
    431|血液浄化療法部
    432|透析治療部
    471|腫瘍内科
    472|化学療法部
    473|小児腫瘍科
    474|精神腫瘍外来
    475|免疫療法外来
    476|脳腫瘍診療部
    48D|腎不全科
    48E|腎移植科
    491|睡眠時無呼吸症候群外来
    51A|予診科
    51B|初診科
    51G|総合内科
    521|光学医療診療部
    53A|内分泌・代謝内科
    54A|膠原病内科
    54B|膠原病・アレルギー内科
    54C|膠原病・アレルギー・リウマチ内科
    54D|免疫・膠原病・感染症科
    54E|膠原病・リウマチ内科
    54F|膠原病・感染症内科
    54G|免疫・膠原病内科
    70A|消化管内科
    72A|骨粗鬆症外来
    731|糖尿病科
    73B|糖尿病・代謝内科
    73C|糖尿病・内分泌内科
    73D|糖尿病・代謝・内分泌内科
    73F|肝臓・糖尿病・内分泌内科
    73G|糖尿病・栄養内科
    74A|腎・高血圧・脳血管科
    74B|腎・高血圧・内分泌科
    74C|腎臓・内分泌代謝内科
    751|感染症内科
    752|総合感染症科
    753|感染症管理治療部
    754|感染制御部
    761|漢方内科
    762|和漢診療科
    771|老年病内科
    772|老人科
    79A|脳血管内治療科
    7A1|消化管外科
    7B1|食道外科
    7B2|食道・胃腸外科
    7B3|胃・食道外科
    7B4|胃腸外科
    7B5|胃外科
    7C1|大腸外科
    7C2|大腸・肛門外科
    801|肝胆外科
    802|肝胆膵・移植外科
    811|移植・再建・内視鏡外科
    812|人工臓器移植外科
    813|移植診療部
    814|骨バンク
    821|乳腺内分泌外科
    822|乳腺・甲状腺外科
    823|乳腺・内分泌外科
    824|ブレストセンター
    831|緩和ケア相談
    832|緩和医療
    833|地域包括緩和ケア
    851|ゲノム診療部
    861|顎口腔外科
    862|顎顔面再建科
    863|顎機能科
    864|顎検査科
    865|顎歯科
    866|顔面口腔外科
    867|顔面外科
    86A|口腔診療科
    86D|口腔総合診療科
    86E|口腔画像診断科
    86F|口腔機能回復科
    86G|口腔診断科
    86H|口腔言語科
    882|保健診療部
    883|メディカルフィットネス
    8D2|デイ・サージェリー
    8E1|薬剤情報部
    8E2|臨床薬理内科
    901|歯科顎口腔外科
    902|歯科口腔外科
    903|矯正歯科
    904|歯周科
    905|歯内治療科
    906|小児歯科
    907|障害歯科
    908|クラウン補綴科
    909|特殊歯科
    90A|虫歯科
    90B|医学支援歯科
    90C|全身管理歯科
    90D|総合歯科
    90E|保存修復歯科
    90F|予防歯科
    90G|咬合修復科
    90H|審美歯科
    90J|義歯科
    90K|義歯補綴科
    90L|インプラント歯科
    90M|高齢歯科
    90N|小児咬合障害科
    90P|歯科麻酔科
    90R|歯科X線科
    90S|健康歯科
    90T|歯科予診
    981|病歴部
    982|事務
    983|医療社会福祉部
    """
}
