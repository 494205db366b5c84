export { readShipped, type WordingData } from './data.ts';
export { type Entry, entriesOf, fileOf } from './entries.ts';
export { faultOf } from './faults.ts';
export { layOn } from './layOn.ts';
export { termLookUp } from './lookUp.ts';
