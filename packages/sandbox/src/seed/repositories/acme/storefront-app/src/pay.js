export const pay = async (card, amount) => card.charge(amount);
