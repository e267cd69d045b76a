import * as z from 'zod';

/** What a pipeline says of itself, on one line. */
const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'contains a control character');

/** What a gate run is about: the state of the source that is going to be deployed. */
export const AboutSchema = z
  .strictObject({
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,64}$/, 'is no commit; write 7 to 64 hexadecimal digits in small letters')
      .meta({ description: 'The commit that is checked, in full or shortened' }),
    dirty: z.boolean().optional().meta({ description: 'True when the profile is not as that commit has it' }),
    repository: line(500).optional(),
    ref: line(255).optional().meta({ description: 'The branch or tag' }),
    run: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({ description: 'Where to read about the run of the pipeline' }),
  })
  .meta({ id: 'About' });
export type About = z.infer<typeof AboutSchema>;
