using Microsoft.EntityFrameworkCore;
using Platform.Dataset.Labels;
using Platform.Dataset.Trainings;

namespace Platform.Dataset.Storage;

/// <summary>
/// The schema. Bulk writes and claims go through Npgsql directly; they name tables and columns as they stand here. Solutions,
/// scores and labels, the bulk tables, have no foreign keys: checking them row by row took as long as everything else in an
/// import, and they are only ever written by transactions that have just found their parents.
/// </summary>
internal sealed class PlatformDb(DbContextOptions<PlatformDb> options) : DbContext(options)
{
    public const string Schema = "dataset";

    public DbSet<PoolRow> Pools => Set<PoolRow>();
    public DbSet<ProblemRow> Problems => Set<ProblemRow>();
    public DbSet<SolutionRow> Solutions => Set<SolutionRow>();
    public DbSet<RewardModelRow> RewardModels => Set<RewardModelRow>();
    public DbSet<ModelFileRow> ModelFiles => Set<ModelFileRow>();
    public DbSet<ScoreRow> Scores => Set<ScoreRow>();
    public DbSet<LabelRow> Labels => Set<LabelRow>();
    public DbSet<EvaluationRow> Evaluations => Set<EvaluationRow>();
    public DbSet<EvaluationModelRow> EvaluationModels => Set<EvaluationModelRow>();
    public DbSet<ReportRow> Reports => Set<ReportRow>();
    public DbSet<WorkItemRow> WorkItems => Set<WorkItemRow>();
    public DbSet<TrainingRow> Trainings => Set<TrainingRow>();
    public DbSet<TrainingPointRow> TrainingPoints => Set<TrainingPointRow>();
    public DbSet<DispatcherRow> Dispatcher => Set<DispatcherRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(Schema);
        model.Entity<PoolRow>(e =>
        {
            e.ToTable("pools");
            e.HasIndex(x => x.Name).IsUnique();
        });
        model.Entity<ProblemRow>(e =>
        {
            e.ToTable("problems");
            e.HasIndex(x => new { x.PoolId, x.Key }).IsUnique();
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
        });
        model.Entity<SolutionRow>(e =>
        {
            e.ToTable("solutions");
            e.HasIndex(x => new { x.ProblemId, x.Sample }).IsUnique();
            e.Property(x => x.Source).HasColumnType("jsonb");
        });
        model.Entity<RewardModelRow>(e =>
        {
            e.ToTable("reward_models");
            e.HasIndex(x => new
                {
                    x.Name,
                    x.Version,
                    x.PoolId,
                })
                .IsUnique()
                .AreNullsDistinct(false);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
            e.Property(x => x.Manifest).HasColumnType("jsonb");
        });
        model.Entity<ModelFileRow>(e =>
        {
            e.ToTable("model_files");
            e.HasKey(x => new { x.RewardModelId, x.Path });
            e.HasIndex(x => x.Sha256);
            e.HasOne<RewardModelRow>().WithMany().HasForeignKey(x => x.RewardModelId);
        });
        model.Entity<ScoreRow>(e =>
        {
            e.ToTable("scores");
            e.HasKey(x => new { x.RewardModelId, x.SolutionId });
        });
        model.Entity<LabelRow>(e =>
        {
            e.ToTable("labels");
            e.HasKey(x => new
            {
                x.SolutionId,
                x.Labeller,
                x.Generation,
            });
        });
        model.Entity<EvaluationRow>(e =>
        {
            e.ToTable("evaluations");
            e.HasIndex(x => x.PoolName);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
        });
        model.Entity<EvaluationModelRow>(e =>
        {
            e.ToTable("evaluation_models");
            e.HasKey(x => new { x.EvaluationId, x.RewardModelId });
            e.HasOne<EvaluationRow>().WithMany().HasForeignKey(x => x.EvaluationId);
            e.HasOne<RewardModelRow>().WithMany().HasForeignKey(x => x.RewardModelId);
        });
        model.Entity<ReportRow>(e =>
        {
            e.ToTable("reports");
            e.HasKey(x => x.EvaluationId);
            e.HasOne<EvaluationRow>().WithMany().HasForeignKey(x => x.EvaluationId);
        });
        model.Entity<WorkItemRow>(e =>
        {
            e.ToTable("work_items");
            e.HasIndex(x => new { x.EvaluationId, x.State });
            e.HasIndex(x => new { x.Kind, x.Closed });
            e.HasIndex(x => new { x.Kind, x.Id }).HasFilter("state in ('pending', 'published')");
            e.HasOne<EvaluationRow>().WithMany().HasForeignKey(x => x.EvaluationId);
        });
        model.Entity<TrainingRow>(e =>
        {
            e.ToTable("trainings");
            e.HasIndex(x => x.State);
            e.HasIndex(x => x.Model);
            e.Property(x => x.Recipe).HasColumnType("jsonb");
            e.Property(x => x.Progress).HasColumnType("jsonb");
        });
        model.Entity<TrainingPointRow>(e =>
        {
            e.ToTable("training_points");
            e.HasKey(x => new { x.TrainingId, x.Step });
            e.HasOne<TrainingRow>().WithMany().HasForeignKey(x => x.TrainingId);
        });
        model.Entity<DispatcherRow>(e =>
        {
            e.ToTable("dispatcher");
            e.Property(x => x.Id).ValueGeneratedNever();
        });
    }
}
