package io.kafkatojdbc.bench.workload;

/**
 * A column of the target table.
 *
 * @param name its name
 * @param type its SQL type
 */
public record Column(String name, String type) {

	/**
	 * Returns how the column is sorted where it is the key: for text, collation "C" is
	 * cheaper than the database's own, and only the groups matter.
	 * @param alias the alias of its table
	 * @return the SQL
	 */
	String sortable(String alias) {
		return alias + "." + this.name + ("text".equals(this.type) ? " COLLATE \"C\"" : "");
	}

}
