package io.kafkatojdbc.table;

import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.staging.StagingDatabase;
import io.kafkatojdbc.start.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A staging table from before there was an order goes on. */
@ExtendWith(OutputCaptureExtension.class)
class OrderColumnIT {

	private final StagingDatabase database = new StagingDatabase("order_column");

	@BeforeEach
	void createOldTable() {
		this.database.execute(StagingTables.ddl("films_staging", "id text"));
		this.database.execute("ALTER TABLE films_staging DROP COLUMN kafka_order");
		this.database.execute("INSERT INTO films_staging_0 (batch, kafka_offset, kafka_partition) VALUES (1, 2, 3)");
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void isAddedWithTheDdlOfTheWarning(CapturedOutput output) {
		start();
		assertThat(output.getOut()).contains(
				"because order_column.films_staging has no column kafka_order; once no instance of an older version runs, ");
		String ddl = output.getOut().substring(output.getOut().indexOf("ALTER TABLE"));
		this.database.execute(ddl.substring(0, ddl.indexOf("DROP DEFAULT;")) + "DROP DEFAULT");
		assertThat(this.database.read("films_staging").ordered()).isTrue();
		assertThat(this.database.jdbc()
			.sql("SELECT count(*) FROM films_staging WHERE kafka_order = 'epoch'")
			.query(Long.class)
			.single()).isOne();
		int warned = output.getOut().length();
		start();
		assertThat(output.getOut().substring(warned)).doesNotContain("kafka_order");
	}

	@Test
	void isRefusedWithAnotherType() {
		this.database.execute("ALTER TABLE films_staging ADD COLUMN kafka_order bigint");
		assertThatExceptionOfType(StartException.class).isThrownBy(this::start)
			.withMessageContaining("column kafka_order as bigint instead of timestamp with time zone");
	}

	private void start() {
		new CurrentStagingTable(this.database.jdbc(), Pipelines.films()).afterPropertiesSet();
	}

}
