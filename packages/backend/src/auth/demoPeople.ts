/** The people of the example company, as the sandbox's catalog has them. */
export const demoPeople = ['dana', 'olga', 'sam', 'otto'] as const;
