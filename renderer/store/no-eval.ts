import { z } from 'zod';

// The page's policy forbids eval. Zod probes for it when a schema is made unless told not to, so this is imported first.
z.config({ jitless: true });
