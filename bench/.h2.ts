import { createPool } from '../main/workers/pool.ts';
import { setImmediate as nt } from 'node:timers/promises';
const t0=performance.now();
const pool=createPool({entry:'/work/main/main/workers/entry.ts',threads:1,idleMs:1000});
const job={path:'/tmp/w/imp/d/p.csv',reading:{encoding:'utf-8',delimiter:',',header:true},columns:[{to:'email'},{to:'firstName'},{to:'lastName'},{to:'field',key:'ort',label:'o',type:'text'},{to:'field',key:'u',label:'o',type:'number'},{to:'field',key:'g',label:'o',type:'date'},{to:'status'},{to:'field',key:'n',label:'o',type:'text'}],status:'subscribed'} as never;
for(const pass of [1,2]){const s=performance.now();let first=0,n=0;const c0=process.threadCpuUsage();
for await(const x of pool.run('parse-import',job,new AbortController().signal)){first||=performance.now()-s;n+=x.people.length;await nt()}
const c=process.threadCpuUsage(c0);
console.log('pass',pass,'first',first.toFixed(0),'total',(performance.now()-s).toFixed(0),n,'main cpu',((c.user+c.system)/1000).toFixed(0))}
await pool.stop();
