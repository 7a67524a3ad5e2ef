using Microsoft.EntityFrameworkCore;

namespace Platform.Dataset.Storage;

/// <summary>The tables of searches.</summary>
internal static class SearchSchema
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<SearchRow>(e =>
        {
            e.ToTable("searches");
            e.HasKey(x => x.JobId);
            e.HasIndex(x => x.PoolName);
            e.HasIndex(x => x.ResultId).IsUnique();
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.ResultId);
            e.HasOne<ModelRow>().WithMany().HasForeignKey(x => x.ModelId);
            e.Property(x => x.Request).HasColumnType("jsonb");
            e.Property(x => x.Source).HasColumnType("jsonb");
        });
        model.Entity<SearchProblemRow>(e =>
        {
            e.ToTable("search_problems");
            e.HasKey(x => new { x.JobId, x.ProblemId });
            e.HasOne<SearchRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Round).HasDefaultValue(0);
            e.Property(x => x.Tokens).HasDefaultValue(0L);
            e.Property(x => x.Ended).HasDefaultValue(false);
        });
        model.Entity<SearchNodeRow>(e =>
        {
            e.ToTable("search_nodes");
            e.HasKey(x => new
            {
                x.JobId,
                x.ProblemId,
                x.Node,
            });
        });
    }
}
