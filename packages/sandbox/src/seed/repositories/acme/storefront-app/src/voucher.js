export const worth = voucher => `${voucher.cents / 100} EUR`;
