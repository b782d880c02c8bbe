/** A mistake in the shipped code, as a change of its text: `find` stands there exactly once. */
export type PlantedFault = Readonly<{
  name: string;
  file: string;
  find: string;
  replace: string;
}>;
