import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Half of a start would otherwise be spent on taking the types out of these files again.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'local'));
const { main } = await import('./start.ts');

await main(process.argv.slice(2));
