package io.kafkatojdbc.bench.workload;

import java.util.List;

/** What the records of a workload look like, in each form in which they are needed. */
public interface Content {

	/**
	 * Returns the name of the target table.
	 * @return its name
	 */
	String table();

	/**
	 * Returns the columns of the target table.
	 * @return the columns, the key first
	 */
	List<Column> columns();

	/**
	 * Returns a record's key.
	 * @param id the number of the key
	 * @return the key as text
	 */
	String key(int id);

	/**
	 * Writes a record's value.
	 * @param id the number of the key
	 * @param version which version of the key
	 * @param out where to
	 */
	void json(int id, int version, StringBuilder out);

	/**
	 * Writes a record's value in the way that a Kafka Connect schema can describe.
	 * @param id the number of the key
	 * @param version which version of the key
	 * @param out where to
	 */
	void connectJson(int id, int version, StringBuilder out);

	/**
	 * Tells whether Kafka Connect needs records of its own.
	 * @return whether {@link #connectJson} differs from {@link #json}
	 */
	boolean connectDiffers();

	/**
	 * Returns the schema of the records for Kafka Connect's JSON converter.
	 * @return a JSON document
	 */
	String connectSchema();

	/**
	 * Writes a record as a row in COPY's text format, without the end of the line.
	 * @param id the number of the key
	 * @param version which version of the key
	 * @param out where to
	 */
	void copyText(int id, int version, StringBuilder out);

	/**
	 * Returns the COPY format that PostgreSQL takes in fastest: text for a few short
	 * texts, binary where there is something to parse.
	 * @return the format's name in SQL
	 */
	String fastestCopyFormat();

}
