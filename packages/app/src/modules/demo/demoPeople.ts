/** The people of the example company, as the backend's demo sign-in knows them. */
export const demoPeople = [
  {
    name: 'dana',
    title: 'Dana, developer',
    team: 'team-storefront and team-guestbook',
    may: 'Promotes her services to every stage before production. In production the buttons say why not.',
  },
  {
    name: 'olga',
    title: 'Olga, owner',
    team: 'storefront-leads',
    may: 'Promotes, approves and rolls back every stage of her services, production included.',
  },
  {
    name: 'sam',
    title: 'Sam, SRE',
    team: 'sre',
    may: 'Sees every service and may do everything on every stage.',
  },
  {
    name: 'otto',
    title: 'Otto, outsider',
    team: 'outsiders',
    may: 'Owns none of the example services, so the catalog hides them from him.',
  },
] as const;

/** One of their names. */
export type DemoPerson = (typeof demoPeople)[number]['name'];
