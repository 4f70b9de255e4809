import { demoPeople, DemoPerson } from './demoPeople';

const KEY = 'waybill-demo-person';

/** Who was chosen in this browser tab; survives a reload, not a new tab. */
export const rememberedPerson = {
  get(): DemoPerson | undefined {
    const name = window.sessionStorage.getItem(KEY);
    return demoPeople.find(person => person.name === name)?.name;
  },
  set(name: DemoPerson) {
    window.sessionStorage.setItem(KEY, name);
  },
  forget() {
    window.sessionStorage.removeItem(KEY);
  },
};
