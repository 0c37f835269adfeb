import type { DecisionClockRow } from './decision-clock.ts';

/**
 * Decision clocks that apply where a payer's entry in the directory names none that fits. Rows
 * marked "verify" rest on secondary sources; someone with legal knowledge confirms them before
 * use. The proposed federal drug clocks (91 FR 19890) are left out until they bind.
 */
export const decisionClocks: readonly DecisionClockRow[] = [
  {
    id: 'ma-drug-standard',
    lineOfBusiness: ['medicare-advantage'],
    benefit: 'drug',
    urgency: 'standard',
    from: '2020-01-01',
    allows: { hours: 72 },
    basis: '42 CFR 422.568(b)(3)',
    source:
      'https://bluepeakadvisors.com/part-b-drug-timeliness-monitoring-and-management/ (verify)',
  },
  {
    id: 'ma-drug-expedited',
    lineOfBusiness: ['medicare-advantage'],
    benefit: 'drug',
    urgency: 'expedited',
    from: '2020-01-01',
    allows: { hours: 24 },
    basis: '42 CFR 422.572(a)(2)',
    source:
      'https://bluepeakadvisors.com/part-b-drug-timeliness-monitoring-and-management/ (verify)',
  },
  {
    id: 'medicaid-drug-standard',
    lineOfBusiness: ['medicaid'],
    benefit: 'drug',
    urgency: 'standard',
    from: '2010-01-01',
    allows: { hours: 24 },
    basis: 'Social Security Act 1927(d)(5)(A); for drugs of the medical benefit it varies by state',
    source: 'https://lawinsider.com/clause/services-requiring-prior-authorization/_5 (verify)',
  },
  {
    id: 'medicaid-drug-expedited',
    lineOfBusiness: ['medicaid'],
    benefit: 'drug',
    urgency: 'expedited',
    from: '2010-01-01',
    allows: { hours: 24 },
    basis: 'Social Security Act 1927(d)(5)(A); for drugs of the medical benefit it varies by state',
    source: 'https://lawinsider.com/clause/services-requiring-prior-authorization/_5 (verify)',
  },
  {
    id: 'cms-0057-service-standard',
    lineOfBusiness: ['medicare-advantage', 'medicaid'],
    benefit: 'service',
    urgency: 'standard',
    from: '2026-01-01',
    allows: { calendarDays: 7 },
    basis: 'CMS-0057-F, 89 FR 8758; drugs are outside',
    source: 'https://tag.wellcare.com/california/providers/bulletins/pa-tat (verify)',
  },
  {
    id: 'cms-0057-service-expedited',
    lineOfBusiness: ['medicare-advantage', 'medicaid'],
    benefit: 'service',
    urgency: 'expedited',
    from: '2026-01-01',
    allows: { hours: 72 },
    basis: 'CMS-0057-F, 89 FR 8758; drugs are outside',
    source: 'https://tag.wellcare.com/california/providers/bulletins/pa-tat (verify)',
  },
  {
    id: 'federal-service-standard-2025',
    lineOfBusiness: ['medicare-advantage', 'medicaid'],
    benefit: 'service',
    urgency: 'standard',
    from: '2020-01-01',
    through: '2025-12-31',
    allows: { calendarDays: 14 },
    basis: 'before CMS-0057-F',
    source:
      'https://biologyinsights.com/how-long-does-prior-authorization-take-for-medicaid (verify)',
  },
  {
    id: 'federal-service-expedited-2025',
    lineOfBusiness: ['medicare-advantage', 'medicaid'],
    benefit: 'service',
    urgency: 'expedited',
    from: '2020-01-01',
    through: '2025-12-31',
    allows: { hours: 72 },
    basis: 'before CMS-0057-F',
    source:
      'https://biologyinsights.com/how-long-does-prior-authorization-take-for-medicaid (verify)',
  },
  {
    id: 'preservice-standard',
    lineOfBusiness: ['commercial', 'self-funded', 'exchange'],
    benefit: 'any',
    urgency: 'standard',
    from: '2010-01-01',
    allows: { calendarDays: 15 },
    basis: '29 CFR 2560.503-1(f)(2)(iii)(A), pre-service claims; state law is often shorter',
    source: 'https://revassurance.com/reva-laws/29-cfr-%C2%A72560-503-1f2iiia/',
  },
  {
    id: 'preservice-urgent',
    lineOfBusiness: ['commercial', 'self-funded', 'exchange'],
    benefit: 'any',
    urgency: 'expedited',
    from: '2010-01-01',
    allows: { hours: 72 },
    basis: '29 CFR 2560.503-1(f)(2)(i), urgent care claims',
    source: 'https://www.healthcare.gov/appeal-insurance-company-decision/internal-appeals/',
  },
];

/** What a payer gets when no row fits: ours, so that no wait is without an end. */
export const fallbackClock: Omit<DecisionClockRow, 'lineOfBusiness' | 'benefit' | 'urgency'> = {
  id: 'own-target',
  from: '2020-01-01',
  allows: { calendarDays: 7 },
  basis: 'none found',
  source: 'own target',
};

/** How long a practice has for what a payer asks, when the payer does not say. */
export const informationAllowance = {
  allows: { businessDays: 3 },
  source:
    'https://www.uhcprovider.com/content/provider/en/health-plans-by-state/texas-health-plans/tx-comm-plan-home/tx-cp-prior-auth/tx-pa-timelines.html',
} as const;
