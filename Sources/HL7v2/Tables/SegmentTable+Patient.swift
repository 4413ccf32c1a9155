extension SegmentTable {
  /// The message header, the patient, visits, relations and allergies.
  static let patient: StaticString = """
    =MSH|メッセージヘッダ|Message Header
    1|フィールド区切文字|Field Separator|ST|1|||R
    2|コード化文字|Encoding Characters|ST|4|||R
    3|送信アプリケーション|Sending Application|HD|227||0361|O
    4|送信施設|Sending Facility|HD|227||0362|O
    5|受信アプリケーション|Receiving Application|HD|227||0361|O
    6|受信施設|Receiving Facility|HD|227||0362|O
    7|メッセージ日時|Date/Time Of Message|TS|26|||R
    8|セキュリティ|Security|ST|40|||N
    9|メッセージ型|Message Type|MSG|15|||R
    10|メッセージ制御ID|Message Control ID|ST|20|||R
    11|処理ID|Processing ID|PT|3|||R
    12|バージョン ID|Version ID|VID|60|||R
    13|シーケンス番号|Sequence Number|NM|15|||N
    14|継続ポインタ|Continuation Pointer|ST|180|||N
    15|受諾肯定応答型|Accept Acknowledgment Type|ID|2||0155|N
    16|アプリケーション肯定応答型|Application Acknowledgment Type|ID|2||0155|N
    17|国コード|Country Code|ID|3||0399|N
    18|文字セット|Character Set|ID|16|+|0211|R
    19|主要言語|Principal Language Of Message|CWE|250|||N
    20|代替文字セット操作法|Alternate Character Set Handling Scheme|ID|20||0356|O
    21|メッセージプロファイル識別子|Message Profile Identifier|EI|427|+||N
    =EVN|イベントタイプ|Event Type
    1|事象型コード|Event Type Code|ID|3|||N
    2|事象記録日時|Recorded Date/Time|TS|26|||R
    3|事象計画日時|Date/Time Planned Event|TS|26|||C
    4|事象理由コード|Event Reason Code|IS|3|||O
    5|操作者ID|Operator ID|XCN|250|+||O
    6|事象発生日時|Event Occurred|TS|26|||C
    7|事象施設|Event Facility|HD|241|||E
    =PID|患者識別|Patient Identification
    1|セットID-PID|Set ID - PID|SI|4|||O
    2|患者ID|Patient ID|CX|20|||N
    3|患者IDリスト|Patient Identifier List|CX|250|+||R
    4|代替患者ID|Alternate Patient ID - PID|CX|20|+||N
    5|患者氏名|Patient Name|XPN|250|+||R
    6|母親の旧姓|Mother’s Maiden Name|XPN|250|+||N
    7|生年月日|Date/Time of Birth|TS|26|||R
    8|性別|Administrative Sex|IS|1||0001|R
    9|患者別名|Patient Alias|XPN|250|+||N
    10|人種|Race|CWE|250|+||N
    11|患者住所|Patient Address|XAD|250|+||O
    12|郡コード|County Code|IS|4|||N
    13|電話番号－自宅|Phone Number - Home|XTN|250|+||O
    14|電話番号－勤務先|Phone Number - Business|XTN|250|+||O
    15|使用言語|Primary Language|CWE|250||0296|N
    16|婚姻状況|Marital Status|CWE|250||0002|N
    17|宗教|Religion|CWE|250||0006|N
    18|患者会計番号|Patient Account Number|CX|250|||N
    19|社会保険番号|SSN Number - Patient|ST|16|||N
    20|運転免許証番号|Driver's License Number - Patient|DLN|25|||N
    21|母親の識別情報|Mother's Identifier|CX|250|+||N
    22|民族|Ethnic Group|CWE|250|+|0189|N
    23|出生地|Birth Place|ST|250|||N
    24|多胎児識別情報|Multiple Birth Indicator|ID|1||0136|N
    25|誕生順序|Birth Order|NM|2|||N
    26|市民権|Citizenship|CWE|250|+|0171|N
    27|退役軍人状況|Veterans Military Status|CWE|250||0172|N
    28|国籍|Nationality|CWE|250||0212|N
    29|患者死亡日時|Patient Death Date and Time|TS|26|||N
    30|患者死亡識別情報|Patient Death Indicator|ID|1||0136|N
    31|身元不明識別|Identity Unknown Indicator|ID|1||0136|N
    32|識別情報の信頼性|Identity Reliability Code|IS|20|+|0445|N
    33|最終更新日時|Last Update Date/Time|TS|26|||C
    34|最終更新施設|Last Update Facility|HD|241|||N
    35|種コード|Species Code|CWE|250|||N
    36|品種コード|Breed Code|CWE|250|||N
    37|血統情報|Strain|ST|80|||N
    38|生産分類コード|Production Class Code|CWE|250||0429|N
    39|所属種族|Tribal Citizenship|CWE|250|+|0171|N
    =NK1|近親者・関係者|Next of Kin
    1|セットID-NK1|Set ID - NK1|SI|4|||R
    2|氏名|Name|XPN|250|+||O
    3|続柄|Relationship|CWE|250||0063|O
    4|住所|Address|XAD|250|+||O
    5|電話番号|Phone Number|XTN|250|+||O
    6|勤務先電話番号|Business Phone Number|XTN|250|+||O
    7|役割|Contact Role|CWE|250|||N
    8|役割の開始日|Start Date|DT|8|||N
    9|役割の終了日|End Date|DT|8|||N
    10|肩書|Next of Kin / Associated Parties Job Title|ST|60|||N
    11|職種・職位|Next of Kin / Associated Parties Job Code/Class|JCC|20|||N
    12|従業員番号|Next of Kin / Associated Parties Employee Number|CX|250|||N
    13|所属組織名|Organization Name - NK1|XON|250|+||O
    14|結婚状態|Marital Status|CWE|250|||N
    15|性別|Administrative Sex|IS|1|||N
    16|生年月日|Date/Time of Birth|TS|26|||N
    17|生活依存|Living Dependency|IS|2|+||N
    18|介護区分|Ambulatory Status|IS|2|+||N
    19|市民権情報|Citizenship|CWE|250|+||N
    20|使用言語|Primary Language|CWE|250|||N
    21|生活様式|Living Arrangement|IS|2|||N
    22|周知標識|Publicity Code|CWE|250|||N
    23|保護標識|Protection Indicator|ID|1|||N
    24|学生標識|Student Indicator|IS|2|||N
    25|宗教|Religion|CWE|250|||N
    26|母親の旧姓|Mother’s Maiden Name|XPN|250|+||N
    27|国籍|Nationality|CWE|250|||N
    28|民族|Ethnic Group|CWE|250|+||N
    29|連絡理由|Contact Reason|CWE|250|+||N
    30|連絡先の名前|Contact Person’s Name|XPN|250|+||N
    31|連絡先の電話番号|Contact Person’s Telephone Number|XTN|250|+||N
    32|連絡先の住所|Contact Person’s Address|XAD|250|+||N
    33|近親者識別情報|Next of Kin/Associated Party’s Identifiers|CX|250|+||N
    34|職業状態|Job Status|IS|2|||N
    35|人種|Race|CWE|250|+||N
    36|障害情報|Handicap|IS|2|||N
    37|連絡先の社会保険番号|Contact Person Social Security Number|ST|16|||N
    38|近親者生誕地|Next of Kin Birth Place|ST|250|||N
    39|VIP標識|VIP Indicator|IS|2|||N
    =PV1|来院情報|Patient Visit
    1|セットID-PV1|Set ID - PV1|SI|4|||O
    2|患者区分|Patient Class|IS|1||0004|R
    3|患者所在場所|Assigned Patient Location|PL|80|||O
    4|入院区分|Admission Type|IS|2||0007|N
    5|事前入院番号|Preadmit Number|CX|250|||N
    6|患者の以前の所在|Prior Patient Location|PL|80|||O
    7|主治医|Attending Doctor|XCN|250|+|0010|O
    8|紹介医|Referring Doctor|XCN|250|+|0010|N
    9|コンサルタント医師|Consulting Doctor|XCN|250|+|0010|N
    10|診療部門|Hospital Service|IS|3||0069|C
    11|一時的な所在場所|Temporary Location|PL|80|||N
    12|入院前検査標識|Preadmit Test Indicator|IS|2||0087|N
    13|再入院標識|Re-admission Indicator|IS|2||0092|N
    14|紹介元|Admit Source|IS|6||0023|N
    15|外来状況|Ambulatory Status|IS|2|+|0009|N
    16|VIP標識|VIP Indicator|IS|2||0099|N
    17|入院時医師|Admitting Doctor|XCN|250|+|0010|O
    18|患者種別|Patient Type|IS|2||0018|N
    19|来院番号|Visit Number|CX|250|||N
    20|保険種別|Financial Class|FC|50|+|0064|N
    21|費用識別標識|Charge Price Indicator|IS|2||0032|N
    22|優待コード|Courtesy Code|IS|2||0045|N
    23|信用等級|Credit Rating|IS|2||0046|N
    24|契約コード|Contract Code|IS|2|+|0044|N
    25|契約発効日|Contract Effective Date|DT|8|+||N
    26|契約金額|Contract Amount|NM|12|+||N
    27|契約期間|Contract Period|NM|3|+||N
    28|利息コード|Interest Code|IS|2||0073|N
    29|不良負債転換コード|Transfer to Bad Debt Code|IS|4||0110|N
    30|不良負債転換日|Transfer to Bad Debt Date|DT|8|||N
    31|不良負債代理店コード|Bad Debt Agency Code|IS|10||0021|N
    32|不良負債転換額|Bad Debt Transfer Amount|NM|12|||N
    33|不良負債回収額|Bad Debt Recovery Amount|NM|12|||N
    34|会計情報削除標識|Delete Account Indicator|IS|1||0111|N
    35|会計情報削除日|Delete Account Date|DT|8|||N
    36|退院区分|Discharge Disposition|IS|3||0112|O
    37|退院先|Discharged to Location|DLD|47||0113|N
    38|食事種別|Diet Type|CWE|250||0114|N
    39|担当施設|Servicing Facility|IS|2||0115|N
    40|ベッド状態|Bed Status|IS|1||0116|N
    41|会計状態|Account Status|IS|2||0117|N
    42|保留所在場所|Pending Location|PL|80|||N
    43|事前の一時的所在|Prior Temporary Location|PL|80|||N
    44|入院日時|Admit Date/Time|TS|26|||O
    45|退院日時|Discharge Date/Time|TS|26|+||O
    46|未納額|Current Patient Balance|NM|12|||N
    47|総費用|Total Charges|NM|12|||N
    48|総調整額|Total Adjustments|NM|12|||N
    49|合計支払額|Total Payments|NM|12|||N
    50|代替来院ID|Alternate Visit ID|CX|250||0203|N
    51|来院標識|Visit Indicator|IS|1||0326|N
    52|他のヘルスケア供給者|Other Healthcare Provider|XCN|250|+|0010|N
    =PV2|来院情報-追加|Patient Visit - Additional
    1|事前保留所在場所|Prior Pending Location|PL|80|||C
    2|宿泊設備コード|Accommodation Code|CWE|250|||N
    3|入院の理由|Admit Reason|CWE|250|||N
    4|転科転棟の理由|Transfer Reason|CWE|250|||N
    5|患者貴重品情報|Patient Valuables|ST|25|+||N
    6|患者貴重品の保管場所|Patient Valuables Location|ST|25|||N
    7|来院種別コード|Visit User Code|IS|2|+||N
    8|予定入院日時|Expected Admit Date/Time|TS|26|||C
    9|予定退院日時|Expected Discharge Date/Time|TS|26|||C
    10|予定入院期間|Estimated Length of Inpatient Stay|NM|3|||N
    11|入院期間|Actual Length of Inpatient Stay|NM|3|||N
    12|来院時記述情報|Visit Description|ST|50|||N
    13|紹介元情報|Referral Source Code|XCN|250|+||N
    14|前回来院日|Previous Service Date|DT|8|||N
    15|職業由来疾病情報|Employment Illness Related Indicator|ID|1|||N
    16|削除状態標識|Purge Status Code|IS|1|||N
    17|削除予定日|Purge Status Date|DT|8|||N
    18|特別プログラムコード|Special Program Code|IS|2|||N
    19|保持標識|Retention Indicator|ID|1|||N
    20|適応可能保険の数|Expected Number of Insurance Plans|NM|1|||N
    21|来院情報周知範囲|Visit Publicity Code|IS|1|||N
    22|来院情報保護標識|Visit Protection Indicator|ID|1|||N
    23|診療部門名|Clinic Organization Name|XON|250|+||N
    24|患者状態|Patient Status Code|IS|2|||N
    25|受診優先指標|Visit Priority Code|IS|1|||N
    26|最終治療日|Previous Treatment Date|DT|8|||N
    27|希望退院種別|Expected Discharge Disposition|IS|2|||N
    28|署名日|Signature on File Date|DT|8|||N
    29|発症日|First Similar Illness Date|DT|8|||N
    30|患者費用補正コード|Patient Charge Adjustment Code|CWE|250|||N
    31|通院治療標識|Recurring Service Code|IS|2|||N
    32|請求媒体コード|Billing Media Code|ID|1|||N
    33|予定手術日時|Expected Surgery Date and Time|TS|26|||N
    34|軍隊との契約の有無|Military Partnership Code|ID|1|||N
    35|非軍隊施設の利用許可の有無|Military Non-Availability Code|ID|1|||N
    36|新生児標識|Newborn Baby Indicator|ID|1|||N
    37|新生児残留標識|Baby Detained Indicator|ID|1|||N
    38|患者到着手段|Mode of Arrival Code|CWE|250|||N
    39|嗜好情報|Recreational Drug Use Code|CWE|250|+||N
    40|入院時患者重症度|Admission Level of Care Code|CWE|250|||N
    41|要注意コード|Precaution Code|CWE|250|+||N
    42|患者容態標識|Patient Condition Code|CWE|250|||N
    43|延命希望標識|Living Will Code|IS|2|||N
    44|臓器提供希望標識|Organ Donor Code|IS|2|||N
    45|その他の患者要望|Advance Directive Code|CWE|250|+||N
    46|患者状態(PV2-24)の発症日|Patient Status Effective Date|DT|8|||N
    47|予定帰院日時|Expected LOA Return Date/Time|TS|26|||O
    48|入院前検査予定日時|Expected Pre-admission Testing Date/Time|TS|26|||N
    49|聖職者通知標識|Notify Clergy Code|IS|20|+||N
    =DB1|身体障害|Disability
    1|セットID-DB1|Set ID - DB1|SI|4|||R
    2|身体障害情報|Disabled Person Code|IS|2||0334|R
    3|身体障害者ID|Disabled Person Identifier|CX|250|+||N
    4|身体障害の有無|Disabled Indicator|ID|1||0136|R
    5|身体障害発生日|Disability Start Date|DT|8|||N
    6|身体障害回復日|Disability End Date|DT|8|||N
    7|職場復帰日|Disability Return to Work Date|DT|8|||N
    8|職場離脱期間|Disability Unable to Work Date|DT|8|||N
    =AL1|アレルギー情報|Allergy
    1|セットID-AL1|Set ID - AL1|SI|4|||R
    2|アレルゲン分類|Allergen Type Code|CWE|250||0127|O
    3|アレルゲン情報|Allergen Code/Mnemonic/Description|CWE|250|||R
    4|アレルギー重症度|Allergy Severity Code|CWE|250||0128|N
    5|アレルギー反応情報|Allergy Reaction Code|ST|15|+||N
    6|判定日|Identification Date|DT|8|||N
    =IAM|患者アレルギー情報|Patient Adverse Reaction (unique id)
    1|セットID-IAM|Set ID - IAM|SI|4|||R
    2|アレルゲン分類|Allergen Type Code|CWE|250||0127|O
    3|アレルゲン情報|Allergen Code/Mnemonic/Description|CWE|250|||R
    4|アレルギー重症度|Allergy Severity Code|CWE|250||0128|O
    5|アレルギー反応情報|Allergy Reaction Code|ST|15|+||O
    6|アレルギーアクションコード|Allergy Action Code|CNE|250||0323|R
    7|アレルギー識別情報|Allergy Unique Identifier|EI|427|||C
    8|アレルギー情報追加・変更理由|Action Reason|ST|60|||O
    9|アレルギー物質に対する感受性|Sensitivity to Causative Agent Code|CWE|250|||O
    10|アレルゲン群情報|Allergen Group Code/Mnemonic/Description|CWE|250|||O
    11|アレルギー発症日|Onset Date|DT|8|||O
    12|アレルギー発症時期|Onset Date Text|ST|60|||O
    13|情報提供日時|Reported Date/Time|TS|8|||O
    14|情報提供者|Reported By|XPN|250|||O
    15|情報提供者と患者の続柄|Relationship to Patient Code|CWE|250|||O
    16|要注意物質コード|Alert Device Code|CWE|250|||N
    17|アレルギー臨床確認状況|Allergy Clinical Status Code|CWE|250|||O
    18|確認者|Statused by Person|XCN|250|||O
    19|確認機関|Statused by Organization|XON|250|||O
    20|確認日時|Statused at Date/Time|TS|8|||O
    =NTE|注釈・コメント|Notes and Comments
    1|セットID-NTE|Set ID - NTE|SI|4|||O
    2|コメントの発生源|Source of Comment|ID|8|||O
    3|コメント|Comment|FT|65536|+||O
    4|コメントのタイプ|Comment Type|CWE|250|||O
    """
}
