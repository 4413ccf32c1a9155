"""Contents of the extended storage that are not HL7 v2: a CDA referral letter and a PDF report."""

from xml.sax.saxutils import escape

from .hospital import FACILITY_CODE, FACILITY_NAME, FACILITY_PHONE, PATIENTS, STAFF

PATIENT_ROOT = "1.2.392.100495.20.3.51.1" + FACILITY_CODE
CLINIC = "日の出町診療所"


def referral_letter(short, letter, version, written, doctor, sections):
    """診療情報提供書 as HL7 CDA R2, UTF-8; sections of (title, text)."""
    p, d = PATIENTS[short], STAFF[doctor]
    sex = {"M": "男性", "F": "女性"}[p.sex]
    body = "".join(
        f"""
      <component>
        <section>
          <title>{escape(title)}</title>
          <text>{"".join(f"<paragraph>{escape(line)}</paragraph>" for line in text.splitlines())}</text>
        </section>
      </component>"""
        for title, text in sections)
    previous = "" if version == 1 else f"""
  <relatedDocument typeCode="RPLC">
    <parentDocument>
      <id root="2.25.303030" extension="{letter}.{version - 1}"/>
    </parentDocument>
  </relatedDocument>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="2.25.303030" extension="{letter}.{version}"/>
  <code code="MD0020730" codeSystem="1.2.392.200119.5.3.1" displayName="診療情報提供書"/>
  <title>診療情報提供書</title>
  <effectiveTime value="{written}+0900"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="ja-JP"/>
  <setId root="2.25.303030" extension="{letter}"/>
  <versionNumber value="{version}"/>
  <recordTarget>
    <patientRole>
      <id root="{PATIENT_ROOT}" extension="{p.id}"/>
      <addr><postalCode>{p.postcode}</postalCode><streetAddressLine>{p.address}</streetAddressLine></addr>
      <telecom value="tel:{p.phone}" use="HP"/>
      <patient>
        <name use="IDE"><family>{p.family}</family><given>{p.given}</given></name>
        <name use="SYL"><family>{p.kana_family}</family><given>{p.kana_given}</given></name>
        <administrativeGenderCode code="{p.sex}" codeSystem="2.16.840.1.113883.5.1" displayName="{sex}"/>
        <birthTime value="{p.birth}"/>
      </patient>
    </patientRole>
  </recordTarget>
  <author>
    <time value="{written}+0900"/>
    <assignedAuthor>
      <id root="2.25.404040" extension="{d[0]}"/>
      <telecom value="tel:{FACILITY_PHONE}" use="WP"/>
      <assignedPerson><name use="IDE"><family>{d[1]}</family><given>{d[2]}</given></name></assignedPerson>
      <representedOrganization><name>{FACILITY_NAME}</name></representedOrganization>
    </assignedAuthor>
  </author>
  <custodian>
    <assignedCustodian>
      <representedCustodianOrganization>
        <id root="1.2.392.100495.20.3.23" extension="{FACILITY_CODE}"/>
        <name>{FACILITY_NAME}</name>
      </representedCustodianOrganization>
    </assignedCustodian>
  </custodian>
  <informationRecipient typeCode="PRCP">
    <intendedRecipient>
      <receivedOrganization><name>{CLINIC}</name></receivedOrganization>
    </intendedRecipient>
  </informationRecipient>{previous}
  <component>
    <structuredBody>{body}
    </structuredBody>
  </component>
</ClinicalDocument>
""".encode("utf-8")


def pdf(title, lines):
    """One page of Japanese text in a font that readers bring along, so that none is embedded."""
    def show(text, size, y):
        return f"BT /F1 {size} Tf 60 {y} Td <{text.encode('utf-16-be').hex().upper()}> Tj ET"

    content = "\n".join(
        [show(title, 18, 770), *(show(line, 11, 730 - 20 * i) for i,
        line in enumerate(lines))]).encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H"
        b" /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> >>",
        b"<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922]"
        b" /ItalicAngle 0 /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>",
    ]
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
