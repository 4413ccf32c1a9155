extension SegmentTable {
  /// Problems and insurance.
  static let problem: StaticString = """
    =PRB|プロブレム詳細|Problem Details
    1|アクションコード|Action Code|ID|2||0287|R
    2|アクション日付／時刻|Action Date/Time|TS|26|||R
    3|プロブレム ID|Problem ID|CWE|260|||R
    4|プロブレムインスタンス ID|Problem Instance ID|EI|60|||R
    5|診療IDエピソード|Episode of Care ID|EI|60|||O
    6|プロブレムリストの優先権|Problem List Priority|NM|60|||O
    7|プロブレム設定日付／時刻|Problem Established Date/Time|TS|26|||O
    8|予想されるのプロブレム解決日付／時刻|Anticipated Problem Resolution Date/Time|TS|26|||O
    9|実際のプロブレム解決日付／時刻|Actual Problem Resolution Date/Time|TS|26|||O
    10|プロブレムの分類|Problem Classification|CWE|250|||O
    11|プロブレムマネジメント職種|Problem Management Discipline|CWE|250|+||O
    12|プロブレムの長期化|Problem Persistence|CWE|250|||O
    13|プロブレムの確認状態|Problem Confirmation Status|CWE|250|||O
    14|プロブレムのライフサイクル状態|Problem Life Cycle Status|CWE|250||0241|O
    15|プロブレムのライフサイクル状態の日付／時刻|Problem Life Cycle Status Date/Time|TS|26|||O
    16|プロブレムの発生日付|Problem Date of Onset|TS|26|||O
    17|プロブレムの発生テキスト|Problem Onset Text|ST|80|||O
    18|プロブレムのランキング|Problem Ranking|CWE|250|||O
    19|プロブレムの確実性|Certainty of Problem|CWE|250|||O
    20|プロブレムの確率（0-1）|Probability of Problem (0-1)|NM|5|||O
    21|プロブレムの個々の認識|Individual Awareness of Problem|CWE|250|||O
    22|プロブレムの予後|Problem Prognosis|CWE|250|||O
    23|予後についての患者個人の認識|Individual Awareness of Prognosis|CWE|250|||O
    24|プロブレム／予後についての家族その他重要な関係者の認識|Family/Significant Other Awareness of Problem/Prognosis|ST|250|||O
    25|セキュリティ／感受性|Security/Sensitivity|CWE|250|||O
    =ZPR|病名詳細(国内拡張)|Diagnosis naming detail
    1|修飾語管理番号（接頭語）|Modifier Code(Prefix)|CWE|250|+||O
    2|病名管理番号|Disease Code|CWE|250|||R
    3|修飾語管理番号（接尾語）|Modifire Code(Suffix)|CWE|250|+||O
    4|修飾語交換用コード（接頭語）|Modifier Code for Exchange(Prefix)|CWE|250|+||O
    5|病名交換用コード|Disease Code for Exchange|CWE|250|||O
    6|修飾語交換用コード（接尾語）|Modifier Code for Exchange(Suffix)|CWE|250|+||O
    7|コメント|Comment|ST|199|||O
    =ZPD|歯式情報(国内拡張)|Dental formula of a problem
    1|セットID-ZPD|Set ID|SI|4|||O
    2|歯式情報|Dental Formula Information|CWE|250|||O
    =IN1|保険|Insurance
    1|セットID-IN1|Set ID - IN1|SI|4|||R
    2|保険プランID|Insurance Plan ID|CWE|250||JHSD0001|R
    3|保険会社ID|Insurance Company ID|CX|250|+||O
    4|保険会社名|Insurance Company Name|XON|250|+||C
    5|保険会社住所|Insurance Company Address|XAD|250|+||N
    6|保険会社連絡者|Insurance Co Contact Person|XPN|250|+||N
    7|保険会社電話番号|Insurance Co Phone Number|XTN|250|+||N
    8|グループ番号|Group Number|ST|12|||N
    9|グループ名|Group Name|XON|250|+||N
    10|被保険者グループ雇用者ID|Insured’s Group Emp ID|CX|250|+||C
    11|被保険者グループ雇用者名|Insured’s Group Emp Name|XON|250|+||C
    12|プラン有効日付|Plan Effective Date|DT|8|||O
    13|プラン失効日付|Plan Expiration Date|DT|8|||O
    14|認定情報|Authorization Information|AUI|239|||N
    15|プランタイプ|Plan Type|IS|3||JHSD0002|C
    16|被保険者名|Name Of Insured|XPN|250|+||N
    17|被保険者と患者の関係|Insured’s Relationship To Patient|CWE|250|||O
    18|被保険者生年月日|Insured’s Date Of Birth|TS|26|||N
    19|被保険者住所|Insured’s Address|XAD|250|+||N
    20|給付金の配分|Assignment Of Benefits|IS|2|||N
    21|給付金の調整|Coordination Of Benefits|IS|2|||N
    22|給付金優先順位の調整|Coord Of Ben. Priority|ST|2|||N
    23|入院通知フラグ|Notice Of Admission Flag|ID|1|||N
    24|入院通知日付|Notice Of Admission Date|DT|8|||N
    25|有資格報告フラグ|Report Of Eligibility Flag|ID|1|||N
    26|有資格報告日付|Report Of Eligibility Date|DT|8|||N
    27|情報公開コード|Release Information Code|IS|2|||N
    28|入院前認定書(PAC)|Pre-Admit Cert (PAC)|ST|15|||N
    29|確認日付/時刻|Verification Date/Time|TS|26|||N
    30|確認者|Verification By|XCN|250|+||N
    31|同意種別コード|Type Of Agreement Code|IS|2|||N
    32|請求状況|Billing Status|IS|2|||N
    33|生涯予備日数|Lifetime Reserve Days|NM|4|||N
    34|生涯予備日数までの遅延|Delay Before L.R. Day|NM|4|||N
    35|会社プランコード|Company Plan Code|IS|8|||N
    36|ポリシー番号|Policy Number|ST|15|||N
    37|免責ポリシー|Policy Deductible|CP|12|||N
    38|ポリシー－総額|Policy Limit - Amount|CP|12|||N
    39|ポリシー－限度日数|Policy Limit - Days|NM|4|||N
    40|室料－準個室|Room Rate - Semi-Private|CP|12|||N
    41|室料－個室|Room Rate - Private|CP|12|||N
    42|被保険者雇用状態|Insured’s Employment Status|CWE|250|||N
    43|被保険者性別|Insured’s Administrative Sex|IS|1|||N
    44|被保険者雇用者住所|Insured’s Employer’s Address|XAD|250|+||N
    45|確認状態|Verification Status|ST|2|||N
    46|以前の保険プランID|Prior Insurance Plan ID|IS|8|||N
    47|保険範囲タイプ|Coverage Type|IS|3|||N
    48|ハンディキャップ|Handicap|IS|2|||N
    49|被保険者ID番号|Insured’s ID Number|CX|250|+||N
    50|署名コード|Signature Code|IS|1|||N
    51|署名日|Signature Code Date|DT|8|||N
    52|被保険者出生地|Insured’s Birth Place|ST|250|||N
    53|VIP識別|VIP Indicator|IS|2|||N
    =ZI1|保険情報(国内拡張)|Insurance for diagnosis
    1|セットID-ZI1|Set ID - ZI1|SI|4|||O
    2|保険プランID|Insurance Plan ID|CWE|250||JHSD0001|O
    3|保険会社ID|Insurance Company ID|CX|250|+||O
    4|保険会社名|Insurance Company Name|XON|250|+||O
    5|保険会社住所|Insurance Company Address|XAD|250|+||O
    6|保険会社連絡者|Insurance Co Contact Person|XPN|250|+||O
    7|保険会社電話番号|Insurance Co Phone Number|XTN|250|+||O
    8|グループ番号|Group Number|ST|12|||O
    9|グループ名|Group Name|XON|250|+||O
    10|被保険者グループ雇用者ID|Insured’s Group Emp ID|CX|250|+||O
    11|被保険者グループ雇用者名|Insured’s Group Emp Name|XON|250|+||O
    12|プラン有効日付|Plan Effective Date|DT|8|||O
    13|プラン失効日付|Plan Expiration Date|DT|8|||O
    14|認定情報|Authorization Information|AUI|239|||O
    15|プランタイプ|Plan Type|IS|3||JHSD0002|O
    16|被保険者名|Name Of Insured|XPN|250|+||O
    17|被保険者と患者の関係|Insured’s Relationship To Patient|CWE|250|||O
    18|被保険者生年月日|Insured’s Date Of Birth|TS|26|||O
    19|被保険者住所|Insured’s Address|XAD|250|+||O
    20|給付金の配分|Assignment Of Benefits|IS|2|||O
    21|給付金の調整|Coordination Of Benefits|IS|2|||O
    22|給付金優先順位の調整|Coord Of Ben. Priority|ST|2|||O
    23|入院通知フラグ|Notice Of Admission Flag|ID|1|||O
    24|入院通知日付|Notice Of Admission Date|DT|8|||O
    25|有資格報告フラグ|Report Of Eligibility Flag|ID|1|||O
    26|有資格報告日付|Report Of Eligibility Date|DT|8|||O
    27|情報公開コード|Release Information Code|IS|2|||O
    28|入院前認定書(PAC)|Pre-Admit Cert (PAC)|ST|15|||O
    29|確認日付/時刻|Verification Date/Time|TS|26|||O
    30|確認者|Verification By|XCN|250|+||O
    31|同意種別コード|Type Of Agreement Code|IS|2|||O
    32|請求状況|Billing Status|IS|2|||O
    33|生涯予備日数|Lifetime Reserve Days|NM|4|||O
    34|生涯予備日数までの遅延|Delay Before L.R. Day|NM|4|||O
    35|会社プランコード|Company Plan Code|IS|8|||O
    36|ポリシー番号|Policy Number|ST|15|||O
    37|免責ポリシー|Policy Deductible|CP|12|||O
    38|ポリシー－総額|Policy Limit - Amount|CP|12|||O
    39|ポリシー－限度日数|Policy Limit - Days|NM|4|||O
    40|室料－準個室|Room Rate - Semi-Private|CP|12|||O
    41|室料－個室|Room Rate - Private|CP|12|||O
    42|被保険者雇用状態|Insured’s Employment Status|CWE|250|||O
    43|被保険者性別|Insured’s Administrative Sex|IS|1|||O
    44|被保険者雇用者住所|Insured’s Employer’s Address|XAD|250|+||O
    45|確認状態|Verification Status|ST|2|||O
    46|以前の保険プランID|Prior Insurance Plan ID|IS|8|||O
    47|保険範囲タイプ|Coverage Type|IS|3|||O
    48|ハンディキャップ|Handicap|IS|2|||O
    49|被保険者ID番号|Insured’s ID Number|CX|250|+||O
    50|署名コード|Signature Code|IS|1|||O
    51|署名日|Signature Code Date|DT|8|||O
    52|被保険者出生地|Insured’s Birth Place|ST|250|||O
    53|VIP識別|VIP Indicator|IS|2|||O
    """
}
