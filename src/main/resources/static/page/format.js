const NUMBERS = new Intl.NumberFormat("en");
const DECIMALS = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const TIME = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });

export const NOTHING = "–";

export function number(value) {
	return value == null ? NOTHING : NUMBERS.format(value);
}

export function compact(value) {
	return value < 10_000 ? NUMBERS.format(value) : COMPACT.format(value);
}

/** Returns a number and what it counts, as in "1 row" and "2 rows". */
export function counted(value, thing) {
	return `${number(value)} ${thing}${value === 1 ? "" : "s"}`;
}

export function seconds(value) {
	if (value == null) {
		return NOTHING;
	}
	if (value < 60) {
		return `${value < 10 && !Number.isInteger(value) ? DECIMALS.format(value) : Math.floor(value)} s`;
	}
	const minutes = Math.floor(value / 60);
	return minutes < 60 ? `${minutes} min ${Math.floor(value % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Returns a time of day, with the date if it is not today. */
export function time(value) {
	if (value == null) {
		return NOTHING;
	}
	const date = new Date(value);
	const today = date.toDateString() === new Date().toDateString();
	return today ? TIME.format(date) : `${DAY.format(date)}, ${TIME.format(date)}`;
}

export function rate(perSecond) {
	return `${perSecond > 0 && perSecond < 10 ? DECIMALS.format(perSecond) : compact(Math.round(perSecond))}/s`;
}

export function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
