using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Dataset.Storage;

/// <summary>The tables of labellings, of the tasks of people, and of what is known about the people.</summary>
internal static class LabellingSchema
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<LabellingRow>(e =>
        {
            e.ToTable("labellings");
            e.HasKey(x => x.JobId);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
            e.HasOne<SelectionRow>().WithMany().HasForeignKey(x => x.SelectionId);
            e.HasOne<ModelRow>().WithMany().HasForeignKey(x => x.ModelId);
            e.Property(x => x.Rollouts).HasColumnType("jsonb");
            e.Property(x => x.Overlap).HasDefaultValue(1);
            e.Property(x => x.Controls).HasDefaultValue(0.0);
            e.Property(x => x.Labellers).HasDefaultValueSql("'{}'");
        });
        model.Entity<LabellingCountRow>(e =>
        {
            e.ToTable("labelling_counts");
            e.HasKey(x => new { x.JobId, x.Labeller });
            e.HasOne<LabellingRow>().WithMany().HasForeignKey(x => x.JobId);
        });
        model.Entity<LabellingTaskRow>(e =>
        {
            e.ToTable("labelling_tasks");
            e.Property(x => x.Id).HasDefaultValueSql("gen_random_uuid()");
            e.Property(x => x.Kind).HasDefaultValue(TaskKind.Label);
            e.HasIndex(x => new { x.JobId, x.SolutionId });
            e.HasIndex(x => x.SolutionId);
            e.HasIndex(x => x.ItemId).IsUnique();
            e.HasIndex(x => x.ItemId, "ix_labelling_tasks_open").HasFilter("ended is null");
            e.HasIndex(x => new { x.Labeller, x.Ended });
            OnePer(e, TaskKind.Control, nameof(LabellingTaskRow.JobId), nameof(LabellingTaskRow.Labeller));
            OnePer(e, TaskKind.Screening, nameof(LabellingTaskRow.Labeller), nameof(LabellingTaskRow.Attempt));
            OnePer(e, TaskKind.Adjudication, nameof(LabellingTaskRow.JobId));
            e.HasOne<WorkItemRow>().WithOne().HasForeignKey<LabellingTaskRow>(x => x.ItemId);
            e.HasOne<LabellingRow>().WithMany().HasForeignKey(x => x.JobId);
        });
        model.Entity<LabellingRatingRow>(e =>
        {
            e.ToTable("labelling_ratings");
            e.HasKey(x => new
            {
                x.TaskId,
                x.Labeller,
                x.Step,
            });
            e.HasOne<LabellingTaskRow>().WithMany().HasForeignKey(x => x.TaskId);
        });
        model.Entity<LabellingAlternativeRow>(e =>
        {
            e.ToTable("labelling_alternatives");
            e.HasKey(x => new
            {
                x.TaskId,
                x.Labeller,
                x.Step,
                x.Key,
            });
            e.HasOne<LabellingTaskRow>().WithMany().HasForeignKey(x => x.TaskId);
        });
        model.Entity<LabellerRow>(e =>
        {
            e.ToTable("labellers");
            e.HasKey(x => x.Name);
            e.Property(x => x.Attempt).HasDefaultValue(1);
        });
        model.Entity<GoldSolutionRow>(e =>
        {
            e.ToTable("gold_solutions");
            e.HasKey(x => x.SolutionId);
            e.Property(x => x.SolutionId).ValueGeneratedNever();
        });
    }

    /// <summary>A solution occurs once in the tasks of a kind with these columns.</summary>
    private static void OnePer(EntityTypeBuilder<LabellingTaskRow> tasks, string kind, params string[] columns) =>
        tasks
            .HasIndex([nameof(LabellingTaskRow.SolutionId), .. columns], $"ix_labelling_tasks_{kind}")
            .IsUnique()
            .HasFilter($"kind = '{kind}'");
}
