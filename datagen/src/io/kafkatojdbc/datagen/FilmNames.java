package io.kafkatojdbc.datagen;

import java.util.SplittableRandom;

/**
 * Builds the names of films from lists of words. All versions of a film have the same
 * title, and differ in sequel and edition.
 */
final class FilmNames {

	private static final String[] PATTERNS = { "The %1$s %2$s", "The %1$s %2$s", "Return of the %1$s %2$s",
			"The %2$s of %3$s", "The Last %2$s", "%4$s's %2$s", "A %2$s in %3$s", "%1$s %2$s", "Once upon a %1$s %2$s",
			"The %2$s and the %5$s" };

	private static final String[] ADJECTIVES = { "Silent", "Glass", "Crimson", "Hidden", "Midnight", "Broken", "Golden",
			"Frozen", "Restless", "Distant", "Paper", "Burning", "Forgotten", "Velvet", "Hollow", "Electric", "Quiet",
			"Savage", "Borrowed", "Northern" };

	private static final String[] NOUNS = { "Harbour", "Empire", "Garden", "Witness", "Station", "Letter", "Horizon",
			"River", "Stranger", "Promise", "Winter", "Lighthouse", "Orchestra", "Detective", "Voyage", "Mirror",
			"Kingdom", "Highway", "Waltz", "Island" };

	private static final String[] PLACES = { "Lisbon", "Vienna", "Málaga", "Zürich", "Kyoto", "Tromsø", "Havana",
			"Oaxaca", "Galway", "Tangier" };

	private static final String[] PEOPLE = { "Eleanor", "The Captain", "Zoë", "The Clockmaker", "Amélie", "Tobias",
			"The Sergeant", "Marguerite", "Nobody", "The Baker" };

	private static final String[] EDITIONS = { "", " (Director's Cut)", " (Remastered)", " (Extended Edition)" };

	private static final String[] NUMERALS = { "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I" };

	private static final int[] VALUES = { 1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1 };

	private FilmNames() {
	}

	static String name(int id, int version) {
		int part = version / EDITIONS.length + 1;
		String sequel = (part > 1) ? " " + roman(part) : "";
		return title(id) + sequel + EDITIONS[version % EDITIONS.length];
	}

	private static String title(int id) {
		SplittableRandom random = new SplittableRandom(id);
		return pick(PATTERNS, random).formatted(pick(ADJECTIVES, random), pick(NOUNS, random), pick(PLACES, random),
				pick(PEOPLE, random), pick(NOUNS, random));
	}

	private static String pick(String[] words, SplittableRandom random) {
		return words[random.nextInt(words.length)];
	}

	private static String roman(int number) {
		StringBuilder roman = new StringBuilder();
		int rest = number;
		for (int i = 0; i < VALUES.length; i++) {
			roman.append(NUMERALS[i].repeat(rest / VALUES[i]));
			rest %= VALUES[i];
		}
		return roman.toString();
	}

}
