export const again = async work => work().catch(error => (error.status === 503 ? work() : Promise.reject(error)));
