package com.bedrot.lake.extract;

import com.bedrot.lake.conf.contract.DatasetContract;

/**
 * Days of a dataset that are to be fetched.
 *
 * @param window the days; of a dataset that shows only how things are now, today
 * @param reason why, for people
 */
public record DueWindow(DatasetContract dataset, Window window, String reason) {}
