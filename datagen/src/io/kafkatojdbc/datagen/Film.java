package io.kafkatojdbc.datagen;

/**
 * One version of a film, as it is sent. The id is also the record's key, so that all
 * versions of a film are in one partition.
 *
 * @param id the film's id, which is the same in all versions of the film
 * @param name the film's name, which differs from version to version
 */
public record Film(String id, String name) {

	/**
	 * Returns the record's value.
	 * @return a JSON object with the fields id and name
	 */
	public String toJson() {
		return "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(escape(this.id), escape(this.name));
	}

	private static String escape(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
