/** @typedef {{login: string, name: string, pin: string, role: 'operator' | 'lead'}} DemoOperator */
/** @typedef {{client: string, project: string, batch: string, samples: string, seed: number, firstNumber: number, dueInHours: number}} DemoBatch */

/** The one site of the demo. */
export const demoSite = 'Cebu';

/** Receipts drawn for each batch. */
export const receiptsPerBatch = 40;

/** Who can sign on to the demo; the first one is the one to show around with. */
/** @type {readonly [DemoOperator, ...DemoOperator[]]} */
export const demoOperators = [
  { login: 'maria', name: 'Maria Santos', pin: '481516', role: 'operator' },
  { login: 'jun', name: 'Jun Villanueva', pin: '272727', role: 'operator' },
  { login: 'liza', name: 'Liza Moreno', pin: '909090', role: 'lead' },
];

/** The two deliveries of the demo, one due this shift and one tomorrow. */
/** @type {readonly DemoBatch[]} */
export const demoBatches = [
  { client: 'Harbour & Vale', project: 'Expense receipts', batch: 'HV-0001', samples: 'harbour-vale', seed: 41, firstNumber: 1, dueInHours: 5 },
  { client: 'Nordlys Regnskap', project: 'Purchase receipts', batch: 'NR-0001', samples: 'nordlys-regnskap', seed: 97, firstNumber: 101, dueInHours: 26 },
];
