package io.kafkatojdbc.advice;

import java.util.List;

import io.kafkatojdbc.advice.Figures.Merging;
import io.kafkatojdbc.consumer.ConsumerMeasurements;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.merge.MergeProcedure;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.Settings;
import io.kafkatojdbc.topic.TopicReport;

import org.springframework.stereotype.Component;

/** Collects the figures, and asks each rule for its advice on them. */
@Component
class Adviser {

	private static final int BATCHES = 20;

	private final ConsumerMeasurements consumers;

	private final TopicReport topic;

	private final BatchHistory batches;

	private final Settings settings;

	private final MergeProcedure procedure;

	private final int parallelism;

	private final List<Rule> rules;

	Adviser(ConsumerMeasurements consumers, TopicReport topic, BatchHistory batches, Settings settings,
			Pipeline pipeline, MergeProcedure procedure, List<Rule> rules) {
		this.consumers = consumers;
		this.topic = topic;
		this.batches = batches;
		this.settings = settings;
		this.procedure = procedure;
		this.parallelism = pipeline.merge().parallelism();
		this.rules = rules;
	}

	List<Advice> advise() {
		Figures figures = new Figures(this.consumers.consumers(), this.consumers.limit(), this.topic.partitions(),
				this.topic.lag(), BatchFigures.of(this.batches.finished(BATCHES)),
				new Merging(this.parallelism, this.procedure.takesSlices()), this.settings.describe());
		return this.rules.stream().flatMap((rule) -> rule.advise(figures).stream()).toList();
	}

}
