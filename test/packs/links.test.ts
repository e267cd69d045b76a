import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { provisionLink, provisionUrl } from '../../engine/provision-url.ts';

/**
 * Where pinpoints lead, as the publishers of the texts make their addresses: for each pack some of every form of
 * pinpoint, among them those that must not be taken for another act's. A dash means the address of the instrument.
 */

const AI_ACT = 'https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:02024R1689-20260727';
const GDPR = 'https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:02016R0679-20160504';
const UK = 'https://www.legislation.gov.uk';
const ECFR = 'https://www.ecfr.gov';
const FDA = 'https://www.fda.gov/regulatory-information/search-fda-guidance-documents';
const ILGA = 'https://www.ilga.gov/Documents/legislation/ilcs/documents';
const DADM = 'https://www.tbs-sct.canada.ca/pol/doc-eng.aspx?id=32592';
const QUEBEC = 'https://www.legisquebec.gouv.qc.ca/en/document/cs';
const TEXAS = 'https://statutes.capitol.texas.gov/Docs/BC/htm';
const KOREA = encodeURI('https://www.law.go.kr/법령/인공지능발전과신뢰기반조성등에관한기본법');
const NIST = 'https://airc.nist.gov/airmf-resources/airmf/5-sec-core/';
const ATTACHMENT = 'https://www.federalreserve.gov/supervisionreg/srletters/SR2602a1.pdf';
const NYC_RULES =
  'https://rules.cityofnewyork.us/wp-content/uploads/2023/04/DCWP-NOA-for-Use-of-Automated-Employment-Decisionmaking-Tools-2.pdf';
const OMB_GUIDANCE =
  'https://github.com/ombegov/2025-Federal-Agency-AI-Use-Case-Inventory/blob/HEAD/Reporting%20Instructions/guidance-on-2025-agency-artificial-intelligence-reporting.md';

const usc = (title: number, section: string): string =>
  `https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title${title}-section${section}&num=0&edition=prelim`;
const leginfo = (code: string, section: string): string =>
  `https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=${code}&sectionNum=${section}`;

const PINPOINTS: Record<string, Record<string, string>> = {
  'ca-dadm': {
    '6.1.1': `${DADM}#cla6.1.1`,
    '6.2.6.1': `${DADM}#cla6.2.6.1`,
    '5.1': `${DADM}#cla5.1`,
    'Appendix B, Level III': `${DADM}#appB`,
    'Appendix C, Peer review, Level II': `${DADM}#appC`,
    'AIA, raw impact score':
      'https://www.canada.ca/en/government/system/digital-government/digital-government-innovations/responsible-use-ai/algorithmic-impact-assessment.html',
    '6': '-',
  },
  'ca-qc-law25': {
    'P-39.1 s. 1': `${QUEBEC}/P-39.1#se:1`,
    'P-39.1 s. 12.1': `${QUEBEC}/P-39.1#se:12_1`,
    'A-2.1 s. 65.2': `${QUEBEC}/A-2.1#se:65_2`,
    'A-2.1 s. 65.0.1': `${QUEBEC}/A-2.1#se:65_0_1`,
  },
  'eu-ai-act': {
    'Art. 6': `${AI_ACT}#art_6`,
    'Art. 26(6)': `${AI_ACT}#art_26`,
    'Art. 5(1)(ba)': `${AI_ACT}#art_5`,
    'Art. 4a(1)': `${AI_ACT}#art_4a`,
    'Art. 75c(3)': `${AI_ACT}#art_75c`,
    'Art. 113': `${AI_ACT}#art_113`,
    'Annex III(4)(a)': `${AI_ACT}#anx_III`,
    'Annex I Section B(13)': `${AI_ACT}#anx_I`,
    'Annex XIV': `${AI_ACT}#anx_XIV`,
  },
  'eu-gdpr': { 'Art. 22(1)': `${GDPR}#art_22`, 'Art. 10': `${GDPR}#art_10`, 'Art. 4(4)': `${GDPR}#art_4` },
  'kr-ai-basic-act': {
    'Art. 31(1)': `${KOREA}${encodeURI('/제31조')}`,
    'Art. 34(1)1': `${KOREA}${encodeURI('/제34조')}`,
    'Art. 17-2': `${KOREA}${encodeURI('/제17조의2')}`,
    'Decree Art. 24(1)': `${KOREA}${encodeURI('시행령/제24조')}`,
    'Decree Art. 16-3': `${KOREA}${encodeURI('시행령/제16조의3')}`,
    'Decree Annex 1': `${KOREA}${encodeURI('시행령')}`,
    'Addenda Art. 1': '-',
    'Act No. 21311 Addenda': '-',
  },
  'nist-ai-rmf': { 'GOVERN 1.1': NIST, 'MEASURE 2.11': NIST, 'Part 1': '-' },
  'uk-atrs': {
    'ATRS Guidance, section 5':
      'https://www.gov.uk/government/publications/guidance-for-organisations-using-the-algorithmic-transparency-recording-standard/algorithmic-transparency-recording-standard-guidance-for-public-sector-bodies',
    'Publish a record, commitment':
      'https://www.gov.uk/guidance/publish-a-record-of-algorithmic-tools-using-the-atrs',
    'Scope and Exemptions Policy, tools':
      'https://www.gov.uk/government/publications/algorithmic-transparency-recording-standard-mandatory-scope-and-exemptions-policy',
    'Government response of 6 February 2024':
      'https://www.gov.uk/government/consultations/ai-regulation-a-pro-innovation-approach-policy-proposals/outcome/a-pro-innovation-approach-to-ai-regulation-government-response',
  },
  'uk-equality-act': {
    's. 29(6)': `${UK}/ukpga/2010/15/section/29`,
    's. 19A': `${UK}/ukpga/2010/15/section/19A`,
    'Sch. 3': `${UK}/ukpga/2010/15/schedule/3`,
    'Sch. 18 para. 4': `${UK}/ukpga/2010/15/schedule/18/paragraph/4`,
    'SI 2017/353 reg. 4(1)': `${UK}/uksi/2017/353/regulation/4`,
    'SSI 2012/162 reg. 5': `${UK}/ssi/2012/162/regulation/5`,
    'SI 2011/1064 reg. 8(1)(d)': `${UK}/wsi/2011/1064/regulation/8`,
  },
  'uk-gdpr-adm': {
    'Art. 22A(1)(a)': `${UK}/eur/2016/679/article/22A`,
    'Art. 35(3)(a)': `${UK}/eur/2016/679/article/35`,
    'DPA 2018 s. 164A(3)': `${UK}/ukpga/2018/12/section/164A`,
    'SI 2026/82 reg. 2(j)': `${UK}/uksi/2026/82/regulation/2`,
  },
  'us-aca-1557': {
    '45 CFR § 92.210(b)': `${ECFR}/current/title-45/section-92.210#p-92.210(b)`,
    '45 CFR § 92.101': `${ECFR}/current/title-45/section-92.101`,
    '42 U.S.C. § 18116(a)': usc(42, '18116'),
  },
  'us-ada-title-i': {
    '42 U.S.C. 12112(b)(6)': usc(42, '12112'),
    '42 U.S.C. 1981a(b)(3)': usc(42, '1981a'),
  },
  'us-ca-cppa': {
    'Civ. Code § 1798.140(d)(1)': leginfo('CIV', '1798.140'),
    'Civ. Code § 1798.199.90': leginfo('CIV', '1798.199.90'),
    '§ 7150(b)(1)': '-',
  },
  'us-ca-crd-ads': { 'Gov. Code § 12965': leginfo('GOV', '12965'), '§ 11008.1(a)': '-' },
  'us-ca-sb53': {
    '§ 22757.12(a)': leginfo('BPC', '22757.12'),
    'Lab. Code § 1107.1(a)': leginfo('LAB', '1107.1'),
    'Lab. Code § 1107(a)': leginfo('LAB', '1107'),
    'Stats. 2025, ch. 138, § 5(a)': '-',
  },
  'us-ca-sb942': {
    '§ 22757': leginfo('BPC', '22757'),
    '§ 22757.3(a)': leginfo('BPC', '22757.3'),
    '§ 22757.3.1(a)(1)': leginfo('BPC', '22757.3.1'),
    'former § 22757.2(a)': '-',
    'SB 1000 § 8': '-',
  },
  'us-ecoa-reg-b': {
    '§ 1002.9(a)(3)(ii)(A)': `${ECFR}/current/title-12/section-1002.9#p-1002.9(a)(3)(ii)(A)`,
    '§ 1002.4': `${ECFR}/current/title-12/section-1002.4`,
  },
  'us-fcra': {
    '15 U.S.C. 1681m(a)(1)': usc(15, '1681m'),
    '12 CFR 1022.72(a)': `${ECFR}/current/title-12/section-1022.72#p-1022.72(a)`,
    '12 CFR 1022.75': `${ECFR}/current/title-12/section-1022.75`,
  },
  'us-fda-device-software': {
    'FD&C Act § 201(h)(1)': usc(21, '321'),
    'FD&C Act § 301': usc(21, '331'),
    'FD&C Act § 303(f)(1)': usc(21, '333'),
    'FD&C Act § 510(l)': usc(21, '360'),
    'FD&C Act § 513(f)(2)': usc(21, '360c'),
    'FD&C Act § 515C(a)': usc(21, '360e-4'),
    'FD&C Act § 520(o)(1)(E)': usc(21, '360j'),
    'FD&C Act § 524B(b)(2)': usc(21, '360n-2'),
    '21 CFR § 807.81(a)(3)': `${ECFR}/current/title-21/section-807.81#p-807.81(a)(3)`,
    '21 CFR § 820.35': `${ECFR}/current/title-21/section-820.35`,
    '21 CFR part 807 subpart B': `${ECFR}/current/title-21/part-807`,
    '21 CFR part 820 (before 2 February 2026)': `${ECFR}/on/2026-02-01/title-21/part-820`,
    'CDS Guidance 2026 (criterion 4)': `${FDA}/clinical-decision-support-software`,
    'Device Software Functions Policy 2022': `${FDA}/policy-device-software-functions-and-mobile-medical-applications`,
    'General Wellness Guidance 2026': `${FDA}/general-wellness-policy-low-risk-devices`,
    'Section 3060 Guidance 2019': `${FDA}/changes-existing-medical-software-policies-resulting-section-3060-21st-century-cures-act`,
    'MDDS Guidance 2022': `${FDA}/medical-device-data-systems-medical-image-storage-devices-and-medical-image-communications-devices`,
    'PCCP Guidance': `${FDA}/marketing-submission-recommendations-predetermined-change-control-plan-artificial-intelligence`,
    'AI Lifecycle Draft Guidance': `${FDA}/artificial-intelligence-enabled-device-software-functions-lifecycle-management-and-marketing`,
  },
  'us-il-aivia': {
    '820 ILCS 42/5': `${ILGA}/082000420K5.htm`,
    '820 ILCS 42/20(a)(1)': `${ILGA}/082000420K20.htm`,
    '820 ILCS 42/15, last sentence': `${ILGA}/082000420K15.htm`,
  },
  'us-il-hb3773': {
    '775 ILCS 5/2-101(M)': `${ILGA}/077500050K2-101.htm`,
    '775 ILCS 5/8A-104': `${ILGA}/077500050K8A-104.htm`,
  },
  'us-nyc-ll144': {
    '6 RCNY § 5-301(b)': NYC_RULES,
    '§ 20-871(a)(1)': '-',
    'L.L. 144/2021 § 2': '-',
  },
  'us-omb-m-25-21': { '2025 reporting guidance § 2(a)': OMB_GUIDANCE, 'App. § 4(b)(i)': '-' },
  'us-sr-26-2': { 'Section V, Outcomes Analysis': ATTACHMENT, 'footnote 3': ATTACHMENT },
  'us-title-vii': {
    '42 U.S.C. 2000e(b)': usc(42, '2000e'),
    '42 U.S.C. 2000e-2(a)(1)': usc(42, '2000e-2'),
    '42 U.S.C. 2000e-16(a)': usc(42, '2000e-16'),
    '42 U.S.C. 1981a(b)(3)': usc(42, '1981a'),
    '29 CFR 1607.4(D)': `${ECFR}/current/title-29/section-1607.4`,
    '29 CFR 1602.14': `${ECFR}/current/title-29/section-1602.14`,
  },
  'us-tx-traiga': {
    '§ 552.051(b)': `${TEXAS}/BC.552.htm#552.051`,
    '§ 503.001(e)(2)': `${TEXAS}/BC.503.htm#503.001`,
    'HB 149 § 9(a)': '-',
  },
};

const packs = readRulesFolder(join(import.meta.dirname, '..', '..', 'rules')).packs.map(
  ({ authored }) => authored.pack,
);
const linked = packs.filter(({ manifest }) => manifest.links !== undefined);

it('every pack with links is in the table', () => {
  expect(linked.map(({ id }) => id).sort()).toEqual(Object.keys(PINPOINTS).sort());
});

describe.each(linked)('$id', ({ id, manifest, ledger }) => {
  const pinpoints = Object.entries(PINPOINTS[id] ?? {});

  it.each(pinpoints)('%s leads to %s', (cite, url) => {
    expect(Object.keys(ledger.provisions)).toContain(cite);
    expect(provisionUrl(manifest, cite)).toBe(url === '-' ? new URL(manifest.url).href : url);
  });

  it('has no link that the table does not show', () => {
    const shown = new Set(pinpoints.map(([cite]) => provisionLink(manifest, cite)?.index));
    expect(manifest.links?.filter((_, index) => !shown.has(index))).toEqual([]);
  });
});

it.each(packs)('$id leads from every pinpoint to a URI over https', ({ manifest, ledger }) => {
  for (const cite of Object.keys(ledger.provisions)) {
    const url = provisionUrl(manifest, cite);
    expect(URL.parse(url)).toMatchObject({ protocol: 'https:', href: url });
    expect(url).toMatch(/^[!-~]+$/);
  }
});
