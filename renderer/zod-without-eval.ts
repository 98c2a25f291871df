import { z } from 'zod';

// zod compiles schemas with `new Function` where it can, and only finds out that the content security policy forbids
// it by trying, which the browser reports as a violation. Must be the first import of the page.
z.config({ jitless: true });
