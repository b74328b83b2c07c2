/** Run as a process by the memory test: reads the table at argv[2], prints its rows and the peak of memory. */
import { readTable } from '@/lib/tables/read';
import { sniffTable } from '@/lib/tables/sniff';

const path = process.argv[2]!;
const { format } = await sniffTable(path);
let rows = 0;
let peak = 0;
const began = performance.now();
for await (const chunk of readTable(path, format)) {
  rows += chunk.length;
  peak = Math.max(peak, process.memoryUsage().rss);
}
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ rows, peak, rowsPerSecond: Math.round(rows / seconds) }));
