package io.kafkatojdbc.merge;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Runs the merges of slices in parallel. */
@Component
class SliceThreads implements DisposableBean {

	private final ExecutorService threads;

	SliceThreads(Pipeline pipeline) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("merge-slice-");
		factory.setDaemon(true);
		this.threads = Executors.newFixedThreadPool(pipeline.merge().parallelism(), factory);
	}

	/**
	 * Runs all tasks, and waits until all of them have ended.
	 * @param tasks the tasks
	 * @return whether all tasks returned true
	 * @throws RuntimeException the first failure of a task, with the other failures as
	 * suppressed exceptions
	 */
	boolean runAll(List<Callable<Boolean>> tasks) {
		boolean all = true;
		RuntimeException failure = null;
		try {
			for (Future<Boolean> each : this.threads.invokeAll(tasks)) {
				try {
					all &= each.get();
				}
				catch (ExecutionException ex) {
					failure = withOther(failure, ex.getCause());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The merge was interrupted", ex);
		}
		if (failure != null) {
			throw failure;
		}
		return all;
	}

	private static RuntimeException withOther(@Nullable RuntimeException failure, @Nullable Throwable other) {
		if (failure != null && other != null) {
			failure.addSuppressed(other);
			return failure;
		}
		return (other instanceof RuntimeException ex) ? ex : new IllegalStateException(other);
	}

	@Override
	public void destroy() {
		// A merge waits for each of its tasks, so tasks that have not begun must be
		// cancelled.
		this.threads.shutdownNow().stream().map(Future.class::cast).forEach((task) -> task.cancel(true));
	}

}
