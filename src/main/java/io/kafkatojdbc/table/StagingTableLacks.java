package io.kafkatojdbc.table;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.start.StartException;

/** Collects what a staging table lacks, with the DDL that adds it. */
final class StagingTableLacks {

	private final List<String> problems = new ArrayList<>();

	private final List<String> ddl = new ArrayList<>();

	void add(String problem, String statement) {
		this.problems.add(problem);
		this.ddl.add(statement);
	}

	void throwIfAny(String intro, String advice) {
		if (!this.problems.isEmpty()) {
			throw new StartException(intro + String.join(", ", this.problems) + ".",
					action(advice, String.join("\n", this.ddl)));
		}
	}

	static String action(String advice, String ddl) {
		return advice + "\n\n" + ddl;
	}

}
