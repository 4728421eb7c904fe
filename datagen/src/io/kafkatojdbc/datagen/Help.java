package io.kafkatojdbc.datagen;

/**
 * The help text. This class uses no other class, so that it can be run from source before
 * anything is built or downloaded.
 */
public final class Help {

	static final String TEXT = """
			Usage: film-generator.sh [options]

			Sends films to a Kafka topic as JSON, {"id":"17","name":"The Silent Harbour"}, with the
			film's id as the record's key. The names of a film's versions differ.

			  --interval TIME     time between two records: 10ms, 2s, 1m; a plain number means
			                      milliseconds (default 500ms)
			  --count N           end after N records (default: go on until Ctrl-C)
			  --burst N           send N records as fast as possible, then end;
			                      together with --interval: N records per interval
			  --ids N             number of different films, with the ids 1 to N (default 1000)
			  --bootstrap SERVERS where Kafka is (default localhost:9092)
			  --topic NAME        the topic, which must exist (default films)
			  --help              show this text

			Exit status: 0 all sent, 1 Kafka cannot be used, 2 wrong option, 130 ended by Ctrl-C
			(what was sent until then has been acknowledged).
			""";

	private Help() {
	}

	/**
	 * Shows the help text.
	 * @param args not used
	 */
	public static void main(String[] args) {
		System.out.print(TEXT);
	}

}
