package io.kafkatojdbc.datagen;

import java.util.SplittableRandom;

/**
 * Makes up films one after the other, with ids in random order. No two versions of a film
 * have the same name. Only one thread may use a generator.
 */
public class FilmGenerator {

	private final SplittableRandom random;

	private final int[] versions;

	/**
	 * Creates a generator.
	 * @param seed the seed of the random order; the same seed gives the same films
	 * @param ids how many different films there are; their ids are 1, 2, 3 and so on
	 */
	public FilmGenerator(long seed, int ids) {
		this.random = new SplittableRandom(seed);
		this.versions = new int[ids];
	}

	/**
	 * Makes up a film, or the next version of a film.
	 * @return the film
	 */
	public Film next() {
		int index = this.random.nextInt(this.versions.length);
		int version = this.versions[index]++;
		int id = index + 1;
		return new Film(String.valueOf(id), FilmNames.name(id, version));
	}

}
