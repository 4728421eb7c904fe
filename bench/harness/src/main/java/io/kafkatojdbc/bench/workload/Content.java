package io.kafkatojdbc.bench.workload;

import java.util.List;

/** The content of a workload's records, in each form that a system needs. */
public interface Content {

	/**
	 * Returns the name of the target table.
	 * @return the table's name
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
	 * @param version the version of the key
	 * @param out receives the value
	 */
	void json(int id, int version, StringBuilder out);

	/**
	 * Writes a record's value in a form that a Kafka Connect schema can describe.
	 * @param id the number of the key
	 * @param version the version of the key
	 * @param out receives the value
	 */
	void connectJson(int id, int version, StringBuilder out);

	/**
	 * Returns whether Kafka Connect needs its own records.
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
	 * @param version the version of the key
	 * @param out receives the row
	 */
	void copyText(int id, int version, StringBuilder out);

	/**
	 * Returns the COPY format that PostgreSQL reads fastest. It is text for a few short
	 * texts, and binary if text would have to be parsed.
	 * @return the format's name in SQL
	 */
	String fastestCopyFormat();

}
