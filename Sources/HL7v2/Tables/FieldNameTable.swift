/// Names of segments and fields (HL7 v2.5, the SS-MIX2 guideline and its Japanese extensions).
///
/// `=PID|Japanese|English`, then `3|Japanese|English|code table` for each field.
enum FieldNameTable {
  static let text: StaticString = """
    =MSH|メッセージヘッダ|Message Header
    1|フィールド区切文字|Field Separator
    2|コード化文字|Encoding Characters
    3|送信アプリケーション|Sending Application|0361
    4|送信施設|Sending Facility|0362
    5|受信アプリケーション|Receiving Application|0361
    6|受信施設|Receiving Facility|0362
    7|メッセージ日時|Date/Time Of Message
    8|セキュリティ|Security
    9|メッセージ型|Message Type
    10|メッセージ制御ID|Message Control ID
    11|処理ID|Processing ID
    12|バージョン ID|Version ID
    13|シーケンス番号|Sequence Number
    14|継続ポインタ|Continuation Pointer
    15|受諾肯定応答型|Accept Acknowledgment Type|0155
    16|アプリケーション肯定応答型|Application Acknowledgment Type|0155
    17|国コード|Country Code|0399
    18|文字セット|Character Set|0211
    19|主要言語|Principal Language Of Message
    20|代替文字セット操作法|Alternate Character Set Handling Scheme|0356
    21|メッセージプロファイル識別子|Message Profile Identifier
    =EVN|イベントタイプ|Event Type
    1|事象型コード|Event Type Code
    2|事象記録日時|Recorded Date/Time
    3|事象計画日時|Date/Time Planned Event
    4|事象理由コード|Event Reason Code
    5|操作者ID|Operator ID
    6|事象発生日時|Event Occurred
    7|事象施設|Event Facility
    =PID|患者識別|Patient Identification
    1|セットID-PID|Set ID - PID
    2|患者ID|Patient ID
    3|患者IDリスト|Patient Identifier List
    4|代替患者ID|Alternate Patient ID - PID
    5|患者氏名|Patient Name
    6|母親の旧姓|Mother’s Maiden Name
    7|生年月日|Date/Time of Birth
    8|性別|Administrative Sex|0001
    9|患者別名|Patient Alias
    10|人種|Race
    11|患者住所|Patient Address
    12|郡コード|County Code
    13|電話番号－自宅|Phone Number - Home
    14|電話番号－勤務先|Phone Number - Business
    15|使用言語|Primary Language|0296
    16|婚姻状況|Marital Status|0002
    17|宗教|Religion|0006
    18|患者会計番号|Patient Account Number
    19|社会保険番号|SSN Number - Patient
    20|運転免許証番号|Driver's License Number - Patient
    21|母親の識別情報|Mother's Identifier
    22|民族|Ethnic Group|0189
    23|出生地|Birth Place
    24|多胎児識別情報|Multiple Birth Indicator|0136
    25|誕生順序|Birth Order
    26|市民権|Citizenship|0171
    27|退役軍人状況|Veterans Military Status|0172
    28|国籍|Nationality|0212
    29|患者死亡日時|Patient Death Date and Time
    30|患者死亡識別情報|Patient Death Indicator|0136
    31|身元不明識別|Identity Unknown Indicator|0136
    32|識別情報の信頼性|Identity Reliability Code|0445
    33|最終更新日時|Last Update Date/Time
    34|最終更新施設|Last Update Facility
    35|種コード|Species Code
    36|品種コード|Breed Code
    37|血統情報|Strain
    38|生産分類コード|Production Class Code|0429
    39|所属種族|Tribal Citizenship|0171
    =NK1|近親者・関係者|Next of Kin
    1|セットID-NK1|Set ID - NK1
    2|氏名|Name
    3|続柄|Relationship|0063
    4|住所|Address
    5|電話番号|Phone Number
    6|勤務先電話番号|Business Phone Number
    7|役割|Contact Role
    8|役割の開始日|Start Date
    9|役割の終了日|End Date
    10|肩書|Next of Kin / Associated Parties Job Title
    11|職種・職位|Next of Kin / Associated Parties Job Code/Class
    12|従業員番号|Next of Kin / Associated Parties Employee Number
    13|所属組織名|Organization Name - NK1
    14|結婚状態|Marital Status
    15|性別|Administrative Sex
    16|生年月日|Date/Time of Birth
    17|生活依存|Living Dependency
    18|介護区分|Ambulatory Status
    19|市民権情報|Citizenship
    20|使用言語|Primary Language
    21|生活様式|Living Arrangement
    22|周知標識|Publicity Code
    23|保護標識|Protection Indicator
    24|学生標識|Student Indicator
    25|宗教|Religion
    26|母親の旧姓|Mother’s Maiden Name
    27|国籍|Nationality
    28|民族|Ethnic Group
    29|連絡理由|Contact Reason
    30|連絡先の名前|Contact Person’s Name
    31|連絡先の電話番号|Contact Person’s Telephone Number
    32|連絡先の住所|Contact Person’s Address
    33|近親者識別情報|Next of Kin/Associated Party’s Identifiers
    34|職業状態|Job Status
    35|人種|Race
    36|障害情報|Handicap
    37|連絡先の社会保険番号|Contact Person Social Security Number
    38|近親者生誕地|Next of Kin Birth Place
    39|VIP標識|VIP Indicator
    =PV1|来院情報|Patient Visit
    1|セットID-PV1|Set ID - PV1
    2|患者区分|Patient Class|0004
    3|患者所在場所|Assigned Patient Location
    4|入院区分|Admission Type|0007
    5|事前入院番号|Preadmit Number
    6|患者の以前の所在|Prior Patient Location
    7|主治医|Attending Doctor|0010
    8|紹介医|Referring Doctor|0010
    9|コンサルタント医師|Consulting Doctor|0010
    10|診療部門|Hospital Service|0069
    11|一時的な所在場所|Temporary Location
    12|入院前検査標識|Preadmit Test Indicator|0087
    13|再入院標識|Re-admission Indicator|0092
    14|紹介元|Admit Source|0023
    15|外来状況|Ambulatory Status|0009
    16|VIP標識|VIP Indicator|0099
    17|入院時医師|Admitting Doctor|0010
    18|患者種別|Patient Type|0018
    19|来院番号|Visit Number
    20|保険種別|Financial Class|0064
    21|費用識別標識|Charge Price Indicator|0032
    22|優待コード|Courtesy Code|0045
    23|信用等級|Credit Rating|0046
    24|契約コード|Contract Code|0044
    25|契約発効日|Contract Effective Date
    26|契約金額|Contract Amount
    27|契約期間|Contract Period
    28|利息コード|Interest Code|0073
    29|不良負債転換コード|Transfer to Bad Debt Code|0110
    30|不良負債転換日|Transfer to Bad Debt Date
    31|不良負債代理店コード|Bad Debt Agency Code|0021
    32|不良負債転換額|Bad Debt Transfer Amount
    33|不良負債回収額|Bad Debt Recovery Amount
    34|会計情報削除標識|Delete Account Indicator|0111
    35|会計情報削除日|Delete Account Date
    36|退院区分|Discharge Disposition|0112
    37|退院先|Discharged to Location|0113
    38|食事種別|Diet Type|0114
    39|担当施設|Servicing Facility|0115
    40|ベッド状態|Bed Status|0116
    41|会計状態|Account Status|0117
    42|保留所在場所|Pending Location
    43|事前の一時的所在|Prior Temporary Location
    44|入院日時|Admit Date/Time
    45|退院日時|Discharge Date/Time
    46|未納額|Current Patient Balance
    47|総費用|Total Charges
    48|総調整額|Total Adjustments
    49|合計支払額|Total Payments
    50|代替来院ID|Alternate Visit ID|0203
    51|来院標識|Visit Indicator|0326
    52|他のヘルスケア供給者|Other Healthcare Provider|0010
    =PV2|来院情報-追加|Patient Visit - Additional
    1|事前保留所在場所|Prior Pending Location
    2|宿泊設備コード|Accommodation Code
    3|入院の理由|Admit Reason
    4|転科転棟の理由|Transfer Reason
    5|患者貴重品情報|Patient Valuables
    6|患者貴重品の保管場所|Patient Valuables Location
    7|来院種別コード|Visit User Code
    8|予定入院日時|Expected Admit Date/Time
    9|予定退院日時|Expected Discharge Date/Time
    10|予定入院期間|Estimated Length of Inpatient Stay
    11|入院期間|Actual Length of Inpatient Stay
    12|来院時記述情報|Visit Description
    13|紹介元情報|Referral Source Code
    14|前回来院日|Previous Service Date
    15|職業由来疾病情報|Employment Illness Related Indicator
    16|削除状態標識|Purge Status Code
    17|削除予定日|Purge Status Date
    18|特別プログラムコード|Special Program Code
    19|保持標識|Retention Indicator
    20|適応可能保険の数|Expected Number of Insurance Plans
    21|来院情報周知範囲|Visit Publicity Code
    22|来院情報保護標識|Visit Protection Indicator
    23|診療部門名|Clinic Organization Name
    24|患者状態|Patient Status Code
    25|受診優先指標|Visit Priority Code
    26|最終治療日|Previous Treatment Date
    27|希望退院種別|Expected Discharge Disposition
    28|署名日|Signature on File Date
    29|発症日|First Similar Illness Date
    30|患者費用補正コード|Patient Charge Adjustment Code
    31|通院治療標識|Recurring Service Code
    32|請求媒体コード|Billing Media Code
    33|予定手術日時|Expected Surgery Date and Time
    34|軍隊との契約の有無|Military Partnership Code
    35|非軍隊施設の利用許可の有無|Military Non-Availability Code
    36|新生児標識|Newborn Baby Indicator
    37|新生児残留標識|Baby Detained Indicator
    38|患者到着手段|Mode of Arrival Code
    39|嗜好情報|Recreational Drug Use Code
    40|入院時患者重症度|Admission Level of Care Code
    41|要注意コード|Precaution Code
    42|患者容態標識|Patient Condition Code
    43|延命希望標識|Living Will Code
    44|臓器提供希望標識|Organ Donor Code
    45|その他の患者要望|Advance Directive Code
    46|患者状態(PV2-24)の発症日|Patient Status Effective Date
    47|予定帰院日時|Expected LOA Return Date/Time
    48|入院前検査予定日時|Expected Pre-admission Testing Date/Time
    49|聖職者通知標識|Notify Clergy Code
    =DB1|身体障害|Disability
    1|セットID-DB1|Set ID - DB1
    2|身体障害情報|Disabled Person Code|0334
    3|身体障害者ID|Disabled Person Identifier
    4|身体障害の有無|Disabled Indicator|0136
    5|身体障害発生日|Disability Start Date
    6|身体障害回復日|Disability End Date
    7|職場復帰日|Disability Return to Work Date
    8|職場離脱期間|Disability Unable to Work Date
    =OBX|検査結果|Observation/Result
    1|セットID-OBX|Set ID – OBX
    2|値型|Value Type|0125
    3|検査項目|Observation Identifier
    4|検査副ID|Observation Sub-ID
    5|検査値|Observation Value
    6|単位|Units
    7|基準値範囲|References Range
    8|異常フラグ|Abnormal Flags|0078
    9|確率|Probability
    10|異常検査の特質|Nature of Abnormal Test|0080
    11|検査結果状態|Observation Result Status|0085
    12|基準値範囲有効日付|Effective Date of Reference Range
    13|使用者定義アクセス点検|User Defined Access Checks
    14|検査日時|Date/Time of the Observation
    15|実施者ID|Producer's ID
    16|検査責任者|Responsible Observer
    17|検査方法|Observation Method
    18|装置ID|Equipment Instance Identifier
    19|分析日時|Date/Time of the Analysis
    =AL1|アレルギー情報|Allergy
    1|セットID-AL1|Set ID - AL1
    2|アレルゲン分類|Allergen Type Code|0127
    3|アレルゲン情報|Allergen Code/Mnemonic/Description
    4|アレルギー重症度|Allergy Severity Code|0128
    5|アレルギー反応情報|Allergy Reaction Code
    6|判定日|Identification Date
    =IN1|保険|Insurance
    1|セットID-IN1|Set ID - IN1
    2|保険プランID|Insurance Plan ID|JHSD0001
    3|保険会社ID|Insurance Company ID
    4|保険会社名|Insurance Company Name
    5|保険会社住所|Insurance Company Address
    6|保険会社連絡者|Insurance Co Contact Person
    7|保険会社電話番号|Insurance Co Phone Number
    8|グループ番号|Group Number
    9|グループ名|Group Name
    10|被保険者グループ雇用者ID|Insured’s Group Emp ID
    11|被保険者グループ雇用者名|Insured’s Group Emp Name
    12|プラン有効日付|Plan Effective Date
    13|プラン失効日付|Plan Expiration Date
    14|認定情報|Authorization Information
    15|プランタイプ|Plan Type|JHSD0002
    16|被保険者名|Name Of Insured
    17|被保険者と患者の関係|Insured’s Relationship To Patient
    18|被保険者生年月日|Insured’s Date Of Birth
    19|被保険者住所|Insured’s Address
    20|給付金の配分|Assignment Of Benefits
    21|給付金の調整|Coordination Of Benefits
    22|給付金優先順位の調整|Coord Of Ben. Priority
    23|入院通知フラグ|Notice Of Admission Flag
    24|入院通知日付|Notice Of Admission Date
    25|有資格報告フラグ|Report Of Eligibility Flag
    26|有資格報告日付|Report Of Eligibility Date
    27|情報公開コード|Release Information Code
    28|入院前認定書(PAC)|Pre-Admit Cert (PAC)
    29|確認日付/時刻|Verification Date/Time
    30|確認者|Verification By
    31|同意種別コード|Type Of Agreement Code
    32|請求状況|Billing Status
    33|生涯予備日数|Lifetime Reserve Days
    34|生涯予備日数までの遅延|Delay Before L.R. Day
    35|会社プランコード|Company Plan Code
    36|ポリシー番号|Policy Number
    37|免責ポリシー|Policy Deductible
    38|ポリシー－総額|Policy Limit - Amount
    39|ポリシー－限度日数|Policy Limit - Days
    40|室料－準個室|Room Rate - Semi-Private
    41|室料－個室|Room Rate - Private
    42|被保険者雇用状態|Insured’s Employment Status
    43|被保険者性別|Insured’s Administrative Sex
    44|被保険者雇用者住所|Insured’s Employer’s Address
    45|確認状態|Verification Status
    46|以前の保険プランID|Prior Insurance Plan ID
    47|保険範囲タイプ|Coverage Type
    48|ハンディキャップ|Handicap
    49|被保険者ID番号|Insured’s ID Number
    50|署名コード|Signature Code
    51|署名日|Signature Code Date
    52|被保険者出生地|Insured’s Birth Place
    53|VIP識別|VIP Indicator
    =IAM|患者アレルギー情報|Patient Adverse Reaction (unique id)
    1|セットID-IAM|Set ID - IAM
    2|アレルゲン分類|Allergen Type Code|0127
    3|アレルゲン情報|Allergen Code/Mnemonic/Description
    4|アレルギー重症度|Allergy Severity Code|0128
    5|アレルギー反応情報|Allergy Reaction Code
    6|アレルギーアクションコード|Allergy Action Code|0323
    7|アレルギー識別情報|Allergy Unique Identifier
    8|アレルギー情報追加・変更理由|Action Reason
    9|アレルギー物質に対する感受性|Sensitivity to Causative Agent Code
    10|アレルゲン群情報|Allergen Group Code/Mnemonic/Description
    11|アレルギー発症日|Onset Date
    12|アレルギー発症時期|Onset Date Text
    13|情報提供日時|Reported Date/Time
    14|情報提供者|Reported By
    15|情報提供者と患者の続柄|Relationship to Patient Code
    16|要注意物質コード|Alert Device Code
    17|アレルギー臨床確認状況|Allergy Clinical Status Code
    18|確認者|Statused by Person
    19|確認機関|Statused by Organization
    20|確認日時|Statused at Date/Time
    =PRB|プロブレム詳細|Problem Details
    1|アクションコード|Action Code|0287
    2|アクション日付／時刻|Action Date/Time
    3|プロブレム ID|Problem ID
    4|プロブレムインスタンス ID|Problem Instance ID
    5|診療IDエピソード|Episode of Care ID
    6|プロブレムリストの優先権|Problem List Priority
    7|プロブレム設定日付／時刻|Problem Established Date/Time
    8|予想されるのプロブレム解決日付／時刻|Anticipated Problem Resolution Date/Time
    9|実際のプロブレム解決日付／時刻|Actual Problem Resolution Date/Time
    10|プロブレムの分類|Problem Classification
    11|プロブレムマネジメント職種|Problem Management Discipline
    12|プロブレムの長期化|Problem Persistence
    13|プロブレムの確認状態|Problem Confirmation Status
    14|プロブレムのライフサイクル状態|Problem Life Cycle Status|0241
    15|プロブレムのライフサイクル状態の日付／時刻|Problem Life Cycle Status Date/Time
    16|プロブレムの発生日付|Problem Date of Onset
    17|プロブレムの発生テキスト|Problem Onset Text
    18|プロブレムのランキング|Problem Ranking
    19|プロブレムの確実性|Certainty of Problem
    20|プロブレムの確率（0-1）|Probability of Problem (0-1)
    21|プロブレムの個々の認識|Individual Awareness of Problem
    22|プロブレムの予後|Problem Prognosis
    23|予後についての患者個人の認識|Individual Awareness of Prognosis
    24|プロブレム／予後についての家族その他重要な関係者の認識|Family/Significant Other Awareness of Problem/Prognosis
    25|セキュリティ／感受性|Security/Sensitivity
    =ZPR|病名詳細(国内拡張)|Diagnosis naming detail
    1|修飾語管理番号（接頭語）|Modifier Code(Prefix)
    2|病名管理番号|Disease Code
    3|修飾語管理番号（接尾語）|Modifire Code(Suffix)
    4|修飾語交換用コード（接頭語）|Modifier Code for Exchange(Prefix)
    5|病名交換用コード|Disease Code for Exchange
    6|修飾語交換用コード（接尾語）|Modifier Code for Exchange(Suffix)
    7|コメント|Comment
    =ZPD|歯式情報(国内拡張)|Dental formula of a problem
    1|セットID-ZPD|Set ID
    2|歯式情報|Dental Formula Information
    =ORC|共通オーダ|Common Order
    1|オーダ制御|Order Control|0119
    2|依頼者オーダ番号|Placer Order Number
    3|実施者オーダ番号|Filler Order Number
    4|依頼者グループ番号|Placer Group Number
    5|オーダ状態|Order Status|0038
    6|応答フラグ|Response Flag|0121
    7|数量/タイミング|Quantity/Timing
    8|親|Parent
    9|トランザクション日時|Date/Time of Transaction
    10|入力者|Entered By
    11|検証者|Verified By
    12|依頼者|Ordering Provider
    13|入力場所|Enterer's Location
    14|コールバック用電話番号|Call Back Phone Number
    15|オーダ有効日時|Order Effective Date/Time
    16|オーダ制御コードの理由|Order Control Code Reason
    17|入力組織|Entering Organization
    18|入力装置|Entering Device
    19|(オーダ制御）実施者|Action By
    20|受益者事前通知コード|Advanced Beneficiary Notice Code|0339
    21|オーダ施設名|Ordering Facility Name
    22|オーダ施設住所|Ordering Facility Address
    23|オーダ施設電話番号|Ordering Facility Phone Number
    24|オーダ依頼者住所|Ordering Provider Address
    25|オーダ状態修飾子|Order Status Modifier
    26|受益者事前通知無効理由|Advanced Beneficiary Notice Override Reason|0552
    27|実施者可能日時|Filler's Expected Availability Date/Time
    28|守秘コード|Confidentiality Code|0177
    29|オーダタイプ|Order Type|0482
    30|入力者承認モード|Enterer Authorization Mode|0483
    =TQ1|タイミング/数量|Timing/Quantity
    1|セットID-TQ1|Set ID - TQ1
    2|数量|Quantity
    3|繰返しパターン|Repeat Pattern
    4|明示的な時間|Explicit Time
    5|相対時間/単位|Relative Time and Units
    6|サービス期間|Service Duration
    7|開始日時|Start date/time
    8|終了日時|End date/time
    9|優先度|Priority|0485
    10|条件テキスト|Condition text
    11|テキスト指令|Text instruction
    12|連結|Conjunction
    13|事象継続期間|Occurrence duration
    14|事象総数|Total occurrence's
    =ODS|食事オーダ|Dietary Order
    1|タイプ|Type
    2|サービス時間帯|Service Period
    3|食事、補色、嗜好コード|Diet, Supplement, or Preference Code
    4|テキスト指示|Text Instruction
    =RXE|薬剤/処置コード化オーダ|Pharmacy/Treatment Encoded Order
    1|数量/タイミング|Quantity/Timing
    2|与薬コード|Give Code
    3|与薬量－最小|Give Amount - Minimum
    4|与薬量－最大|Give Amount - Maximum
    5|与薬単位|Give Units
    6|与薬剤形|Give Dosage Form|MR9P-form
    7|依頼者の投薬指示|Provider's Administration Instructions
    8|配布先|Deliver-to Location
    9|代替品状態|Substitution Status
    10|調剤量|Dispense Amount
    11|調剤単位|Dispense Units
    12|同一薬発行数|Number of Refills
    13|オーダ発行者のDEA番号|Ordering Provider's DEA Number
    14|薬剤師/治療提供者の検証ID|Pharmacist/Treatment Supplier's Verifier ID
    15|処方箋番号|Prescription Number
    16|薬剤残数|Number of Refills Remaining
    17|調剤済薬品数または投与数|Number of Refills/Doses Dispensed
    18|調剤済薬品数または投与数の最新日時|D/T of Most Recent Refill or Dose Dispensed
    19|1日あたりの総投与量|Total Daily Dose
    20|人によるレビューの必要性|Needs Human Review
    21|薬剤部門/治療部門による特別な調剤指示|Pharmacy/Treatment Supplier's Special Dispensing Instructions|MR9P-rxinstr
    22|時間あたりの与薬|Give Per (Time Unit)
    23|与薬速度|Give Rate Amount
    24|与薬速度単位|Give Rate Units
    25|与薬力価|Give Strength
    26|与薬力価単位|Give Strength Units
    27|与薬指示|Give Indication
    28|調剤パッケージサイズ|Dispense Package Size
    29|調剤パッケージサイズの単位|Dispense Package Size Unit
    30|調剤パッケージ方法|Dispense Package Method
    31|補足コード|Supplementary Code
    32|当初のオーダ日/時間|Original Order Date/Time
    33|与薬力価量|Give Drug Strength Volume
    34|与薬力価量単位|Give Drug Strength Volume Units
    35|薬物コントロールスケジュール|Controlled Substance Schedule
    36|処方集ステータス|Formulary Status
    37|薬物代替え|Pharmaceutical Substance Alternative
    38|最新の与薬の薬剤部|Pharmacy of Most Recent Fill
    39|最初の調剤量|Initial Dispense Amount
    40|調剤薬剤部|Dispensing Pharmacy
    41|調剤薬剤部の住所|Dispensing Pharmacy Address
    42|患者への配達場所|Deliver-to Patient Location
    43|配達先住所|Deliver-to Address
    44|薬剤オーダタイプ|Pharmacy Order Type
    =RXR|薬剤/処置 経路|Pharmacy/Treatment Route
    1|経路|Route|0162
    2|部位|Administration Site
    3|投薬装置|Administration Device|0164
    4|投薬方法|Administration Method
    5|経路指示|Routing Instruction
    6|投薬現場モディファイア|Administration Site Modifier
    =RXA|薬剤/処置 投薬|Pharmacy/Treatment Administration
    1|与薬サブIDカウンター|Give Sub-ID Counter
    2|投薬サブIDカウンター|Administration Sub-ID Counter
    3|投薬開始日時|Date/Time Start of Administration
    4|投薬終了日時|Date/Time End of Administration
    5|投薬コード|Administered Code
    6|投薬量|Administered Amount
    7|投薬単位|Administered Units
    8|投薬剤形|Administered Dosage Form
    9|投薬注記|Administration Notes
    10|投薬者|Administering Provider
    11|投薬場所|Administered-at Location
    12|時間あたりの投薬|Administered Per (Time Unit)
    13|投薬力価|Administered Strength
    14|投薬力価単位|Administered Strength Units
    15|薬剤ロット番号|Substance Lot Number
    16|薬剤有効期限|Substance Expiration Date
    17|薬剤製造者名|Substance Manufacturer Name
    18|薬剤/治療拒否理由|Substance/Treatment Refusal Reason
    19|指示|Indication
    20|完了状態|Completion Status|0322
    21|アクションコード＿RXA|Action Code – RXA
    22|システム入力日時|System Entry Date/Time
    23|投薬力価量|Administered Drug Strength Volume
    24|投薬力価量単位|Administered Drug Strength Volume Units
    25|投薬バーコード識別機能|Administered Barcode Identifier
    26|薬剤オーダタイプ|Pharmacy Order Type
    =RXC|薬剤/処置 成分|Pharmacy/Treatment Component
    1|RX成分タイプ|RX Component Type|0166
    2|成分コード|Component Code
    3|成分量|Component Amount
    4|成分単位|Component Units
    5|成分力価|Component Strength
    6|成分力価単位|Component Strength Units
    7|補足コード|Supplementary Code
    8|成分薬力価量|Component Drug Strength Volume
    9|成分力価量単位|Component Drug Strength Volume Units
    =CTI|臨床試験識別|Clinical Trial Identification
    1|後援者試験識別子|Sponsor Study ID
    2|試験相識別子|Study Phase Identifier
    3|試験予定時間ポイント|Study Scheduled Time Point
    =SPM|検体|Specimen
    1|セットID-SPM|Set ID – SPM
    2|検体ID|Specimen ID
    3|親検体ID|Specimen Parent IDs
    4|検体タイプ|Specimen Type
    5|検体タイプ修飾子|Specimen Type Modifier
    6|検体添加物|Specimen Additives
    7|検体採取法|Specimen Collection Method
    8|検査材料・検査部位|Specimen Source Site
    9|検査材料修飾子|Specimen Source Site Modifier
    10|検体採取部位|Specimen Collection Site
    11|検体役割|Specimen Role
    12|検体採取量|Specimen Collection Amount
    13|検体総数|Grouped Specimen Count
    14|検体記述|Specimen Description
    15|検体取り扱いコード|Specimen Handling Code
    16|検体リスクコード|Specimen Risk Code
    17|検体採取日時|Specimen Collection Date/Time
    18|検体受領日時|Specimen Received Date/Time
    19|検体有効日時|Specimen Expiration Date/Time
    20|検体有効性|Specimen Availability
    21|検体拒否理由|Specimen Reject Reason
    22|検体品質|Specimen Quality
    23|検体適合性|Specimen Appropriateness
    24|検体条件|Specimen Condition
    25|検体量|Specimen Current Quantity
    26|検体容器数|Number of Specimen Containers
    27|容器タイプ|Container Type
    28|容器状態|Container Condition
    29|子検体役割|Specimen Child Role
    =OBR|検査要求|Observation Request
    1|セットID-OBR|Set ID – OBR
    2|依頼者オーダ番号|Placer Order Number
    3|実施者オーダ番号|Filler Order Number
    4|検査項目ID|Universal Service Identifier
    5|優先度|Priority – OBR
    6|要求日時|Requested Date/Time
    7|検査/採取日時|Observation Date/Time
    8|検査/採取終了日時|Observation End Date/Time
    9|採取量|Collection Volume
    10|採取者識別子|Collector Identifier
    11|検体処置コード|Specimen Action Code|0065
    12|危険(検体)コード|Danger Code
    13|関連臨床情報|Relevant Clinical Information
    14|検体受理日時|Specimen Received Date/Time
    15|検体材料/採取部位|Specimen Source|0070
    16|依頼者|Ordering Provider
    17|オーダコールバック用電話番号|Order Callback Phone Number
    18|依頼者項目1|Placer Field 1
    19|依頼者項目2|Placer Field 2
    20|実施者項目1|Filler Field 1
    21|実施者項目2|Filler Field 2
    22|結果報告/状態変更-日時|Results Rpt/Status Chng - Date/Time
    23|課金|Charge to Practice
    24|診断部門ID|Diagnostic Serv Sect ID|0074
    25|結果状態|Result Status|0123
    26|親結果|Parent Result
    27|数量/タイミング|Quantity/Timing
    28|結果配布先|Result Copies To
    29|親番号|Parent
    30|患者搬送モード|Transportation Mode
    31|検査理由|Reason for Study
    32|結果判定責任者|Principal Result Interpreter
    33|結果判定アシスタント|Assistant Result Interpreter
    34|医療技術者|Technician
    35|口述記録者|Transcriptionist
    36|予定日時|Scheduled Date/Time
    37|検体容器数|Number of Sample Containers
    38|採取検体搬送|Transport Logistics of Collected Sample
    39|採取者コメント|Collector's Comment
    40|搬送調整者|Transport Arrangement Responsibility
    41|搬送調整結果|Transport Arranged|0224
    42|随行者要否|Escort Required|0225
    43|患者搬送コメント|Planned Patient Transport Comment
    44|処置コード|Procedure Code|0088
    45|処置コード修飾子|Procedure Code Modifier|0340
    46|依頼者発行の追加サービス情報|Placer Supplemental Service Information|0411
    47|実施者発行の追加サービス情報|Filler Supplemental Service Information|0411
    48|医学的に必要な重複処置の理由|Medically Necessary Duplicate Procedure Reason.|0476
    49|結果の取り扱い|Result Handling|0507
    =IPC|画像処置制御|Imaging Procedure Control
    1|受付番号|Accession Identifier
    2|要求手続きID|Requested Procedure ID
    3|検査インスタンスUID|Study Instance UID
    4|予約済手続きステップID|Scheduled Procedure Step ID
    5|モダリティ|Modality
    6|プロトコルコード|Protocol Code
    7|予約済ステーション名|Scheduled Station Name
    8|予約済手続きステップ場所|Scheduled Procedure Step Location
    9|予約済AEタイトル|Scheduled AE Title
    =ZE1|実施情報(国内拡張)|Examination performed
    1|セット ID－ZE1|Set ID - ZE1
    2|制御コード予定／実施|Control Code (planned/performed)
    3|手技|Procedure
    4|手技回数|Procedure Count
    5|医事加算|Billing Addition
    6|医療従事者種別|Staff Category
    7|医療従事者|Staff
    8|使用物品種別|Item Category
    9|使用物品|Item Used
    10|連絡先|Contact
    11|実施フィールド|Performer Field
    12|会計フィールド|Accounting Field
    =ZE2|照射・撮影詳細(国内拡張)|Exposure/irradiation detail
    1|セット ID－ZE2|Set ID
    2|管電圧|Tube Voltage
    3|管電流|Tube Current
    4|距離|Distance
    5|時間|Time
    6|回数|Number Of Exposure
    7|撮影フィールド|Exposure Comment Field
    =ZI1|保険情報(国内拡張)|Insurance for diagnosis
    1|セットID-ZI1|Set ID - ZI1
    2|保険プランID|Insurance Plan ID|JHSD0001
    3|保険会社ID|Insurance Company ID
    4|保険会社名|Insurance Company Name
    5|保険会社住所|Insurance Company Address
    6|保険会社連絡者|Insurance Co Contact Person
    7|保険会社電話番号|Insurance Co Phone Number
    8|グループ番号|Group Number
    9|グループ名|Group Name
    10|被保険者グループ雇用者ID|Insured’s Group Emp ID
    11|被保険者グループ雇用者名|Insured’s Group Emp Name
    12|プラン有効日付|Plan Effective Date
    13|プラン失効日付|Plan Expiration Date
    14|認定情報|Authorization Information
    15|プランタイプ|Plan Type|JHSD0002
    16|被保険者名|Name Of Insured
    17|被保険者と患者の関係|Insured’s Relationship To Patient
    18|被保険者生年月日|Insured’s Date Of Birth
    19|被保険者住所|Insured’s Address
    20|給付金の配分|Assignment Of Benefits
    21|給付金の調整|Coordination Of Benefits
    22|給付金優先順位の調整|Coord Of Ben. Priority
    23|入院通知フラグ|Notice Of Admission Flag
    24|入院通知日付|Notice Of Admission Date
    25|有資格報告フラグ|Report Of Eligibility Flag
    26|有資格報告日付|Report Of Eligibility Date
    27|情報公開コード|Release Information Code
    28|入院前認定書(PAC)|Pre-Admit Cert (PAC)
    29|確認日付/時刻|Verification Date/Time
    30|確認者|Verification By
    31|同意種別コード|Type Of Agreement Code
    32|請求状況|Billing Status
    33|生涯予備日数|Lifetime Reserve Days
    34|生涯予備日数までの遅延|Delay Before L.R. Day
    35|会社プランコード|Company Plan Code
    36|ポリシー番号|Policy Number
    37|免責ポリシー|Policy Deductible
    38|ポリシー－総額|Policy Limit - Amount
    39|ポリシー－限度日数|Policy Limit - Days
    40|室料－準個室|Room Rate - Semi-Private
    41|室料－個室|Room Rate - Private
    42|被保険者雇用状態|Insured’s Employment Status
    43|被保険者性別|Insured’s Administrative Sex
    44|被保険者雇用者住所|Insured’s Employer’s Address
    45|確認状態|Verification Status
    46|以前の保険プランID|Prior Insurance Plan ID
    47|保険範囲タイプ|Coverage Type
    48|ハンディキャップ|Handicap
    49|被保険者ID番号|Insured’s ID Number
    50|署名コード|Signature Code
    51|署名日|Signature Code Date
    52|被保険者出生地|Insured’s Birth Place
    53|VIP識別|VIP Indicator
    =NTE|注釈・コメント|Notes and Comments
    1|セットID-NTE|Set ID - NTE
    2|コメントの発生源|Source of Comment
    3|コメント|Comment
    4|コメントのタイプ|Comment Type
    """
}
