export const show = cart => cart.map(({ name }) => name).join(", ");
