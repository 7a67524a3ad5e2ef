using Microsoft.EntityFrameworkCore;

namespace Platform.Dataset.Storage;

/// <summary>
/// The schema. Bulk writes and claims go through Npgsql directly and use the table and column names as defined here. The
/// bulk tables (solutions, scores and labels) have no foreign keys: checking them row by row took as long as everything else
/// in an import, and they are only written by transactions that have just looked up the parents.
/// </summary>
internal sealed class PlatformDb(DbContextOptions<PlatformDb> options) : DbContext(options)
{
    public const string Schema = "dataset";

    public DbSet<PoolRow> Pools => Set<PoolRow>();
    public DbSet<ModelRow> Models => Set<ModelRow>();
    public DbSet<ModelFileRow> ModelFiles => Set<ModelFileRow>();
    public DbSet<ScoreRow> Scores => Set<ScoreRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(Schema);
        Pool(model);
        RegisteredModels(model);
        Label(model);
        Job(model);
        Evaluation(model);
        Training(model);
        Selection(model);
        LabellingSchema.Add(model);
        SearchSchema.Add(model);
        Plan(model);
        Account(model);
    }

    private static void Account(ModelBuilder model)
    {
        model.Entity<AccountRow>(e =>
        {
            e.ToTable("accounts");
            e.HasKey(x => x.Name);
            e.HasIndex(x => x.LinkSha256).IsUnique();
        });
        model.Entity<AccountLoginRow>(e =>
        {
            e.ToTable("account_logins");
            e.HasKey(x => new { x.Provider, x.Key });
            e.HasOne<AccountRow>().WithMany().HasForeignKey(x => x.Account);
        });
        model.Entity<AccessTokenRow>(e =>
        {
            e.ToTable("access_tokens");
            e.HasIndex(x => new { x.Owner, x.Name }).IsUnique().AreNullsDistinct(false);
            e.HasIndex(x => x.Sha256).IsUnique();
            e.HasOne<AccountRow>().WithMany().HasForeignKey(x => x.Owner).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KeyUsageRow>(e =>
        {
            e.ToTable("key_usage");
            e.HasKey(x => new { x.Day, x.Key });
        });
    }

    private static void Pool(ModelBuilder model)
    {
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
            e.Property(x => x.Record).HasColumnType("jsonb");
        });
        model.Entity<ScoreRow>(e =>
        {
            e.ToTable("scores");
            e.HasKey(x => new { x.ModelId, x.SolutionId });
        });
    }

    private static void RegisteredModels(ModelBuilder model)
    {
        model.Entity<ModelRow>(e =>
        {
            e.ToTable("models");
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
            e.HasKey(x => new { x.ModelId, x.Path });
            e.HasIndex(x => x.Sha256);
            e.HasOne<ModelRow>().WithMany().HasForeignKey(x => x.ModelId);
        });
    }

    private static void Label(ModelBuilder model)
    {
        model.Entity<LabelRow>(e =>
        {
            e.ToTable("stored_labels");
            e.HasIndex(x => new
                {
                    x.SolutionId,
                    x.Labeller,
                    x.Generation,
                })
                .IsUnique();
            e.Property(x => x.Record).HasColumnType("jsonb");
            e.Property(x => x.Adjudicated).HasDefaultValue(false);
        });
        model.Entity<StepLabelRow>(e =>
        {
            e.ToTable("step_labels");
            e.HasKey(x => new
            {
                x.LabelId,
                x.Step,
                x.Alternative,
            });
        });
    }

    private static void Job(ModelBuilder model)
    {
        model.Entity<JobRow>(e =>
        {
            e.ToTable("jobs");
            e.HasIndex(x => x.ParentId);
            e.HasIndex(x => new { x.Kind, x.Submitted });
            e.HasIndex(x => x.State).HasFilter("ended is null");
            e.HasIndex(x => x.Ended).HasFilter("ended is not null and not announced");
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.ParentId);
            e.Property(x => x.Paused).HasDefaultValue(false);
        });
        model.Entity<WorkItemRow>(e =>
        {
            e.ToTable("work_items");
            e.HasIndex(x => new { x.JobId, x.State });
            e.HasIndex(x => new { x.Kind, x.Closed });
            e.HasIndex(x => new { x.JobId, x.ProblemId }).HasFilter("kind in ('expand', 'guide', 'rollout')");
            e.HasIndex(x => new { x.Kind, x.Id }).HasFilter("state in ('pending', 'published')");
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Payload).HasColumnType("jsonb");
            e.Property(x => x.Failed).HasDefaultValue(0);
            e.Property(x => x.State).HasDefaultValue(WorkState.Pending);
            e.Property(x => x.Attempts).HasDefaultValue(0);
            e.Property(x => x.RunSeconds).HasDefaultValue(0.0);
        });
        model.Entity<DispatcherRow>(e =>
        {
            e.ToTable("dispatcher");
            e.Property(x => x.Id).ValueGeneratedNever();
        });
    }

    private static void Evaluation(ModelBuilder model)
    {
        model.Entity<EvaluationRow>(e =>
        {
            e.ToTable("evaluations");
            e.HasKey(x => x.JobId);
            e.HasIndex(x => x.PoolName);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
            e.Property(x => x.Sampling).HasColumnType("jsonb");
            e.Property(x => x.Steps).HasColumnType("jsonb");
            e.Property(x => x.SelectSeconds).HasDefaultValue(0.0);
        });
        model.Entity<EvaluationModelRow>(e =>
        {
            e.ToTable("evaluation_models");
            e.HasKey(x => new { x.JobId, x.ModelId });
            e.HasOne<EvaluationRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<ModelRow>().WithMany().HasForeignKey(x => x.ModelId);
        });
        model.Entity<ReportRow>(e =>
        {
            e.ToTable("reports");
            e.HasKey(x => x.JobId);
            e.HasOne<EvaluationRow>().WithMany().HasForeignKey(x => x.JobId);
        });
    }

    private static void Training(ModelBuilder model)
    {
        model.Entity<TrainingRow>(e =>
        {
            e.ToTable("trainings");
            e.HasKey(x => x.JobId);
            e.HasIndex(x => x.Model);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Recipe).HasColumnType("jsonb");
            e.Property(x => x.Progress).HasColumnType("jsonb");
            e.Property(x => x.Supervisors).HasColumnType("jsonb");
            e.Property(x => x.LeftOut).HasColumnType("jsonb");
            e.Property(x => x.Selections).HasDefaultValueSql("'{}'");
            e.Property(x => x.NotIn).HasDefaultValueSql("'{}'");
            e.Property(x => x.Step).HasDefaultValue(0);
        });
        model.Entity<TrainingPointRow>(e =>
        {
            e.ToTable("training_points");
            e.HasKey(x => new { x.JobId, x.Step });
            e.HasOne<TrainingRow>().WithMany().HasForeignKey(x => x.JobId);
        });
    }

    private static void Selection(ModelBuilder model)
    {
        model.Entity<SelectionRow>(e =>
        {
            e.ToTable("selections");
            e.HasKey(x => x.JobId);
            e.HasIndex(x => x.PoolName);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<PoolRow>().WithMany().HasForeignKey(x => x.PoolId);
            e.Property(x => x.Request).HasColumnType("jsonb");
            e.Property(x => x.SelectSeconds).HasDefaultValue(0.0);
        });
        model.Entity<SelectionModelRow>(e =>
        {
            e.ToTable("selection_models");
            e.HasKey(x => new { x.JobId, x.ModelId });
            e.HasOne<SelectionRow>().WithMany().HasForeignKey(x => x.JobId);
            e.HasOne<ModelRow>().WithMany().HasForeignKey(x => x.ModelId);
        });
        model.Entity<SelectedSolutionRow>(e =>
        {
            e.ToTable("selected_solutions");
            e.HasKey(x => new { x.JobId, x.SolutionId });
            e.HasIndex(x => x.SolutionId);
            e.HasOne<SelectionRow>().WithMany().HasForeignKey(x => x.JobId);
        });
    }

    private static void Plan(ModelBuilder model)
    {
        model.Entity<PlannedJobRow>(e =>
        {
            e.ToTable("planned_jobs");
            e.HasKey(x => new { x.JobId, x.Name });
            e.HasIndex(x => x.Id).IsUnique();
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Body).HasColumnType("jsonb");
        });
        model.Entity<ExperimentRow>(e =>
        {
            e.ToTable("experiments");
            e.HasKey(x => x.JobId);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Request).HasColumnType("jsonb");
            e.Property(x => x.Arms).HasColumnType("jsonb");
        });
        model.Entity<GenerationsRow>(e =>
        {
            e.ToTable("generations");
            e.HasKey(x => x.JobId);
            e.HasOne<JobRow>().WithMany().HasForeignKey(x => x.JobId);
            e.Property(x => x.Request).HasColumnType("jsonb");
        });
    }
}
