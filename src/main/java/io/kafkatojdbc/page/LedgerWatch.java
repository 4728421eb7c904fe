package io.kafkatojdbc.page;

import java.util.EnumSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.kafkatojdbc.batch.BacklogFigures;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.rejected.RejectedBacklog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the ledger with four small queries in one transaction, one look at a time. A look
 * waits only a moment for the answer, so that a database that does not answer holds up no
 * snapshot. Only one thread may use this class.
 */
@Component
class LedgerWatch implements DisposableBean {

	/** The count stops here, because millions may wait and the page shows only a few. */
	static final int MOST_REJECTED = 1_000;

	private static final Logger log = LoggerFactory.getLogger(LedgerWatch.class);

	private static final int MOST_BATCHES = 40;

	private static final long PATIENCE_MILLIS = 300;

	private final LimitedQuestion question;

	private final BatchHistory history;

	private final BacklogFigures figures;

	private final RejectedBacklog rejected;

	private final ExecutorService executor = Executors
		.newSingleThreadExecutor(new CustomizableThreadFactory("page-ledger-"));

	private @Nullable Future<LedgerView> asked;

	private @Nullable LedgerView seen;

	LedgerWatch(LimitedQuestion question, BatchHistory history, BacklogFigures figures, RejectedBacklog rejected) {
		this.question = question;
		this.history = history;
		this.figures = figures;
		this.rejected = rejected;
	}

	/** Returns what is in the ledger now, or what the ledger last answered. */
	@Nullable LedgerView look() throws InterruptedException {
		Future<LedgerView> answer = (this.asked != null) ? this.asked : this.executor.submit(this::ask);
		this.asked = answer;
		try {
			this.seen = answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
			this.asked = null;
		}
		catch (ExecutionException ex) {
			log.debug("The ledger can't be asked, which health tells", ex);
			this.asked = null;
		}
		catch (TimeoutException ex) {
			log.debug("The ledger does not answer yet", ex);
		}
		return this.seen;
	}

	private LedgerView ask() {
		return this.question.askInBackground(() -> new LedgerView(
				this.history.recent(EnumSet.complementOf(EnumSet.of(BatchState.OPEN)), MOST_BATCHES),
				this.history.recent(EnumSet.of(BatchState.SET_ASIDE), MOST_BATCHES),
				this.rejected.waiting(MOST_REJECTED), this.figures.secondsBehind().orElse(null)));
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
