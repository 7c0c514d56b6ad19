package org.spotalert.pipeline.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;

/** Whether tasks find a place: the largest first, each on the first instance that has room for it. */
final class Placement {

    private Placement() {}

    private record Free(int cpu, int memory) {

        boolean fits(TaskSize task) {
            return task.cpu() <= cpu && task.memory() <= memory;
        }

        Free without(TaskSize task) {
            return new Free(cpu - task.cpu(), memory - task.memory());
        }
    }

    /** Which task finds no place, for a reader; nothing when all do. */
    static Optional<String> of(List<TaskSize> tasks, List<Room> rooms) {
        List<Free> free = new ArrayList<>();
        rooms.forEach(room -> free.add(new Free(room.cpu(), room.memory())));
        List<TaskSize> largestFirst = tasks.stream()
                .sorted(Comparator.comparingInt(TaskSize::memory)
                        .thenComparingInt(TaskSize::cpu)
                        .reversed())
                .toList();
        for (TaskSize task : largestFirst) {
            int place = 0;
            while (place < free.size() && !free.get(place).fits(task)) {
                place++;
            }
            if (place == free.size()) {
                return Optional.of("no other instance has room for a task of " + task.service() + " (" + task.cpu()
                        + " CPU units, " + task.memory() + " MiB)");
            }
            free.set(place, free.get(place).without(task));
        }
        return Optional.empty();
    }
}
