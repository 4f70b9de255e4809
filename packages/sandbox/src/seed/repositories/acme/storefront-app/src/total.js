export const total = cart => cart.reduce((sum, { price }) => sum + price, 0);
