import { join } from 'node:path';
import { findArrows } from './arrows.ts';

// With a TypeScript that it cannot read, dependency-cruiser sees no import at all and is content: so that few
// arrows are an error too.
const fewestArrows = 20;

const { count, violations, report } = await findArrows(join(import.meta.dirname, '..'));
console.log(report);
if (count <= fewestArrows)
  console.log(`only ${count} imports seen: dependency-cruiser cannot read the sources`);
process.exitCode = violations.length > 0 || count <= fewestArrows ? 1 : 0;
